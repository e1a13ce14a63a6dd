package io.flamingock.internal.change;

import io.flamingock.api.ChangeUnit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Filer;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * Writes the index of changes while they are compiled, so that no start has to look for them, and makes errors of the
 * compiler of what is wrong with them. Runs where annotation processors run.
 *
 * <p>Changes are read in the last round, when other processors have added what they add (constructors, for instance). A
 * compilation of a few classes keeps what the index says about the others, as long as their class files are there.
 */
public final class ChangeIndexProcessor extends AbstractProcessor {

    private final Set<String> found = new TreeSet<>();
    private final Set<String> compiled = new HashSet<>();

    /** For the compiler. */
    public ChangeIndexProcessor() {}

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
        for (Element root : round.getRootElements()) {
            if (root instanceof TypeElement type) {
                compiled.add(binaryName(type));
            }
        }
        for (Element annotated : round.getElementsAnnotatedWith(ChangeUnit.class)) {
            if (annotated instanceof TypeElement type) {
                found.add(type.getQualifiedName().toString());
            }
        }
        if (round.processingOver() && !round.errorRaised()) {
            write();
        }
        return false;
    }

    private void write() {
        Map<String, IndexedChange> changes = new TreeMap<>();
        Set<Element> origins = new HashSet<>();
        for (String name : found) {
            TypeElement type = processingEnv.getElementUtils().getTypeElement(name);
            if (type != null) {
                compiled.add(binaryName(type));
                origins.add(type);
                new SourceReading(processingEnv, type)
                        .read()
                        .ifPresent(change -> changes.put(change.className(), change));
            }
        }
        if (changes.size() < origins.size()) {
            return; // one was not valid: this compilation fails
        }
        try {
            kept(changes);
            Element[] from = origins.toArray(Element[]::new);
            write(IndexFormat.PATH, IndexFormat.write(changes.values()), from);
            write(NativeImage.PATH, NativeImage.metadata(changes.values()), from);
        } catch (IOException e) {
            processingEnv
                    .getMessager()
                    .printMessage(
                            Diagnostic.Kind.ERROR,
                            "the index of changes cannot be written: " + e + "; -proc:none does without it");
        }
    }

    private String binaryName(TypeElement type) {
        return processingEnv.getElementUtils().getBinaryName(type).toString();
    }

    /** Adds what is known of classes that are not compiled now. */
    private void kept(Map<String, IndexedChange> changes) {
        for (IndexedChange change : existing().map(IndexFormat::read).orElse(List.of())) {
            String name = change.className();
            boolean now = compiled.contains(name) || compiled.stream().anyMatch(root -> name.startsWith(root + "$"));
            if (!now && isThere(name)) {
                changes.putIfAbsent(name, change);
            }
        }
    }

    private Optional<String> existing() {
        try (InputStream in = open("", IndexFormat.PATH)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return IndexFormat.isIndex(text) ? Optional.of(text) : Optional.empty();
        } catch (IOException | RuntimeException e) { // compilers differ in how they say that there is none
            return Optional.empty();
        }
    }

    private boolean isThere(String className) {
        int dot = className.lastIndexOf('.');
        try (InputStream in = open(className.substring(0, Math.max(dot, 0)), className.substring(dot + 1) + ".class")) {
            return in.read() >= 0;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private InputStream open(String packageName, String file) throws IOException {
        Filer filer = processingEnv.getFiler();
        return filer.getResource(StandardLocation.CLASS_OUTPUT, packageName, file)
                .openInputStream();
    }

    private void write(String path, String text, Element... origins) throws IOException {
        FileObject file = processingEnv.getFiler().createResource(StandardLocation.CLASS_OUTPUT, "", path, origins);
        try (Writer writer = new OutputStreamWriter(file.openOutputStream(), StandardCharsets.UTF_8)) {
            writer.write(text);
        }
    }
}
