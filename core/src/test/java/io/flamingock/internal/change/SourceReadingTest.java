package io.flamingock.internal.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.flamingock.api.Named;
import io.flamingock.api.Problem;
import io.flamingock.api.RollbackExecution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Every change among the fixtures of this module, good ones and bad ones, read from its source and from its class. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class SourceReadingTest {

    private static final Map<String, Optional<IndexedChange>> FROM_SOURCE = new TreeMap<>();
    private static final Map<String, Set<String>> SAID_OF_SOURCE = new TreeMap<>();

    record Rate<T>(T value, List<T> others) {}

    enum Colour {
        RED
    }

    static class Outer<T> {
        @SuppressWarnings("ClassCanBeStatic") // its type has that of the outer one in its name
        class Inner {}
    }

    /** Types whose names are put together in many ways. */
    @ChangeUnit(id = "types", order = "1")
    static class OfManyTypes<T extends Number> {
        OfManyTypes(Map.Entry<String, int[]> entry, Rate<Integer> rate, Rate<StringBuilder> builder) {}

        @Execution
        <S extends Comparable<S>> void apply(
                T number,
                S comparable,
                List<? extends Number> numbers,
                Map<? super Integer, ?> map,
                List<String>[] lists,
                Optional<List<Colour>> colours,
                Outer<String>.Inner inner,
                @Named("a b") @Nullable String text,
                char[][] characters,
                Object... rest) {}

        @RollbackExecution
        void back(Optional<? extends Rate<?>> rate, Set<Rate<Long>>[] rates, Optional<int[]> numbers, Void none) {}
    }

    private static final class Reader extends AbstractProcessor {
        @Override
        public Set<String> getSupportedAnnotationTypes() {
            return Set.of(ChangeUnit.class.getName());
        }

        @Override
        public SourceVersion getSupportedSourceVersion() {
            return SourceVersion.latestSupported();
        }

        @Override
        public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
            round.getElementsAnnotatedWith(ChangeUnit.class).forEach(type -> {
                String name = processingEnv
                        .getElementUtils()
                        .getBinaryName((TypeElement) type)
                        .toString();
                FROM_SOURCE.put(name, new SourceReading(processingEnv, (TypeElement) type).read());
            });
            return false;
        }
    }

    @BeforeAll
    static void read() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(said, Locale.ROOT, null);
                Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            List<Path> java =
                    sources.filter(path -> path.toString().endsWith(".java")).toList();
            JavaCompiler.CompilationTask task = compiler.getTask(
                    null,
                    files,
                    said,
                    List.of("-proc:only", "-cp", System.getProperty("java.class.path")),
                    null,
                    files.getJavaFileObjectsFromPaths(java));
            task.setProcessors(List.of(new Reader()));
            task.call();
        }
        for (Diagnostic<? extends JavaFileObject> one : said.getDiagnostics()) {
            String text = one.getMessage(Locale.ROOT);
            if (text.startsWith("[D")) {
                String[] parts = text.split("[] :#]+", 3);
                SAID_OF_SOURCE
                        .computeIfAbsent(parts[1], name -> new TreeSet<>())
                        .add(one.getKind() == Diagnostic.Kind.ERROR ? parts[0] + "]" : parts[0] + " warning]");
            }
        }
    }

    @Test
    void what_is_valid_is_the_same_change_by_its_source_and_by_its_class() throws ClassNotFoundException {
        List<String> compared = new ArrayList<>();
        for (Map.Entry<String, Optional<IndexedChange>> entry : FROM_SOURCE.entrySet()) {
            Findings findings = new Findings();
            @Nullable Declared declared = byClass(entry.getKey(), findings);
            boolean valid = !findings.hasErrors();
            assertThat(entry.getValue().isPresent())
                    .as("%s is valid, %s", entry.getKey(), findings.sorted())
                    .isEqualTo(valid);
            if (valid && declared != null) {
                assertThat(texts(entry.getValue().orElseThrow())).isEqualTo(texts(declared));
                compared.add(entry.getKey());
            }
        }
        assertThat(compared).contains(OfManyTypes.class.getName()).hasSizeGreaterThan(20);
    }

    @Test
    void what_is_wrong_has_the_same_codes_by_its_source_and_by_its_class() throws ClassNotFoundException {
        int wrong = 0;
        for (String name : FROM_SOURCE.keySet()) {
            Findings findings = new Findings();
            byClass(name, findings);
            Set<String> codes = new TreeSet<>();
            for (Problem problem : findings.sorted()) {
                codes.add("[" + problem.code() + (problem.severity() == Problem.Severity.ERROR ? "]" : " warning]"));
            }
            assertThat(SAID_OF_SOURCE.getOrDefault(name, Set.of())).as(name).isEqualTo(codes);
            wrong += codes.isEmpty() ? 0 : 1;
        }
        assertThat(wrong).isGreaterThan(30);
    }

    @Test
    void the_format_of_the_index_keeps_every_change_as_it_is() {
        List<IndexedChange> changes =
                FROM_SOURCE.values().stream().flatMap(Optional::stream).toList();

        assertThat(IndexFormat.read(IndexFormat.write(changes))).isEqualTo(changes);
        assertThat(IndexFormat.read((IndexFormat.write(changes) + IndexFormat.write(changes)).replace("\n", "\r\n")))
                .hasSize(2 * changes.size())
                .startsWith(changes.toArray(IndexedChange[]::new));
    }

    private static @Nullable Declared byClass(String name, Findings findings) throws ClassNotFoundException {
        Class<?> type = Class.forName(name, false, SourceReadingTest.class.getClassLoader());
        @Nullable
        Declared declared = new ClassReading(type, null, new Access(null), findings)
                .read("")
                .orElse(null);
        if (declared != null) {
            Texts.check(declared.header(), findings);
        }
        return declared;
    }

    private static List<Object> texts(IndexedChange change) {
        List<Object> texts = new ArrayList<>(
                List.of(change.className(), change.source(), change.id(), change.order(), change.attributes()));
        texts.addAll(texts(change.construction()));
        texts.addAll(texts(change.execution()));
        texts.addAll(change.rollback() == null ? List.of() : texts(change.rollback()));
        return texts;
    }

    private static List<Object> texts(IndexedChange.Body body) {
        List<Object> texts = new ArrayList<>(List.of(body.signature()));
        for (IndexedChange.Parameter parameter : body.parameters()) {
            texts.addAll(List.of(
                    parameter.declared(),
                    parameter.raw(),
                    parameter.simple(),
                    parameter.mayBeMissing(),
                    parameter.plain()));
        }
        return texts;
    }

    private static List<Object> texts(Declared declared) {
        Header header = declared.header();
        List<Object> texts = new ArrayList<>(List.of(
                header.place().source().replaceFirst("#.*", ""),
                header.place().source(),
                header.id(),
                header.order(),
                header.attributes()));
        texts.addAll(texts(declared.construction()));
        texts.addAll(texts(declared.execution()));
        texts.addAll(declared.rollback() == null ? List.of() : texts(declared.rollback()));
        return texts;
    }

    private static List<Object> texts(@Nullable Call call) {
        List<Object> texts =
                new ArrayList<>(List.of(Objects.requireNonNull(call).signature()));
        for (Wanted wanted : call.wanted()) {
            texts.addAll(List.of(
                    wanted.declared().getTypeName(),
                    wanted.rawType().getTypeName(),
                    GenericTypes.simpleName(wanted.type()),
                    wanted.mayBeMissing(),
                    PlainValues.isPlain(wanted.type())));
        }
        return texts;
    }
}
