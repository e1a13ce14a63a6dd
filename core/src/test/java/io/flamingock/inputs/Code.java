package io.flamingock.inputs;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.internal.change.CompiledClasses;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles all snippets of the table, and loads them. */
final class Code implements AutoCloseable {

    private final Path folder;
    private final List<URLClassLoader> loaders = new ArrayList<>();

    Code(Path folder, Stream<Snippet> snippets) throws IOException {
        this.folder = folder;
        Map<String, List<Snippet>> versions = snippets.collect(Collectors.groupingBy(Snippet::version));
        for (var version : versions.entrySet()) {
            compile(folder(version.getKey(), ""), version.getValue());
        }
    }

    private Path folder(String version, String which) throws IOException {
        return Files.createDirectories(folder.resolve((version + which).replace(' ', '-')));
    }

    /** The compiled classes of a snippet. */
    Classes classes(Snippet snippet) throws IOException {
        String inside = snippet.packageName().replace('.', '/');
        return new Classes(
                folder(snippet.version(), "").resolve(inside),
                folder(snippet.version(), " 2").resolve(inside));
    }

    private static void compile(Path out, List<Snippet> snippets) {
        StringWriter said = new StringWriter();
        List<String> options = List.of(
                "-proc:none", "-parameters", "-cp", System.getProperty("java.class.path"), "-d", out.toString());
        var task = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        said,
                        null,
                        null,
                        options,
                        null,
                        snippets.stream().map(Code::file).toList());
        assertThat(task.call()).as("%s", said).isTrue();
    }

    private static JavaFileObject file(Snippet snippet) {
        return new SimpleJavaFileObject(URI.create("string:///" + snippet.file()), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return snippet.source();
            }
        };
    }

    /** Loads it anew, as a JVM that starts does. */
    Program program(Snippet snippet) throws IOException, ReflectiveOperationException {
        URLClassLoader loader = CompiledClasses.loader(folder(snippet.version(), ""), folder(snippet.version(), " 2"));
        loaders.add(loader);
        return Class.forName(snippet.mainClass(), true, loader)
                .asSubclass(Program.class)
                .getConstructor()
                .newInstance();
    }

    /** Compiles a call that somebody copies out of a message. */
    RemedyCode.Command command(String call) throws IOException, ReflectiveOperationException {
        String source = """
                import io.flamingock.Flamingock;
                import io.flamingock.api.Resolution;
                public final class Copied implements io.flamingock.inputs.RemedyCode.Command {
                    public void call(Flamingock flamingock) {
                        %s
                    }
                }
                """.formatted(call);
        Path out = CompiledClasses.compile(folder.resolve("command " + loaders.size()), Map.of("Copied.java", source));
        loaders.add(CompiledClasses.loader(out));
        return Class.forName("Copied", true, loaders.get(loaders.size() - 1))
                .asSubclass(RemedyCode.Command.class)
                .getConstructor()
                .newInstance();
    }

    @Override
    public void close() throws IOException {
        for (URLClassLoader loader : loaders) {
            loader.close();
        }
    }
}
