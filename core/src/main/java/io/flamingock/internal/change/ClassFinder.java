package io.flamingock.internal.change;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import io.github.classgraph.AnnotationInfo;
import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ClassInfoList;
import io.github.classgraph.ScanResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the classes with {@code @ChangeUnit} in packages. Class files are read, not loaded; only what was found is
 * loaded, and nothing is initialised.
 */
final class ClassFinder implements AutoCloseable {

    private final ClassLoader loader;
    private final Findings findings;
    private final @Nullable ClassIndex index;
    private final @Nullable ScanResult scan;
    private final String foundBy;
    private final Set<String> forgotten = new HashSet<>();

    private ClassFinder(
            ClassLoader loader,
            Findings findings,
            @Nullable ClassIndex index,
            @Nullable ScanResult scan,
            String foundBy) {
        this.loader = loader;
        this.findings = findings;
        this.index = index;
        this.scan = scan;
        this.foundBy = foundBy;
    }

    /** By the index where it can be believed; otherwise the class path is read once for the packages of all stages. */
    static ClassFinder of(List<String> packages, ClassLoader loader, Findings findings) {
        List<String> usable = packages.stream().filter(PackageNames::isName).toList();
        if (usable.isEmpty()) {
            return new ClassFinder(loader, findings, null, null, "");
        }
        ClassIndex index = ClassIndex.of(usable, loader);
        @Nullable String doubt = index.doubt();
        if (doubt == null) {
            return new ClassFinder(loader, findings, index, null, "their index");
        }
        if (!index.isMissing()) {
            findings.info(
                    "D13",
                    "changes(\"" + String.join("\", \"", usable) + "\")",
                    "the index of the changes is not used: " + doubt,
                    "compile them all with annotation processing, and anew; until then the class path is searched");
        }
        ScanResult scan = new ClassGraph()
                .addClassLoader(loader)
                .acceptPackages(usable.toArray(String[]::new))
                .ignoreClassVisibility()
                .enableAnnotationInfo()
                .enableMethodInfo()
                .ignoreMethodVisibility()
                .scan();
        return new ClassFinder(loader, findings, null, scan, "a search of the class path (" + doubt + ")");
    }

    /** How the changes in packages are found, for people; empty where no package is given. */
    String foundBy() {
        return foundBy;
    }

    /** The changes of one package and its sub-packages, by name. */
    List<Class<?>> find(String packageName) {
        if (index != null && PackageNames.isName(packageName)) {
            return load(
                    index.in(packageName).stream().map(IndexedChange::className).toList());
        }
        if (scan == null || !PackageNames.isName(packageName)) {
            findings.error(
                    "D13",
                    "changes(\"" + packageName + "\")",
                    "this is not the name of a package",
                    "write it as in a package declaration, without wildcards; sub-packages are included");
            return List.of();
        }
        ClassInfoList inPackage =
                scan.getAllClasses().filter(info -> info.getName().startsWith(packageName + "."));
        ClassInfoList changes = inPackage.filter(ClassFinder::isChange);
        ClassInfoList unmarked = inPackage.filter(ClassFinder::isForgotten);
        unmarked.stream().filter(info -> forgotten.add(info.getName())).forEach(this::notMarked);
        if (changes.isEmpty() && unmarked.isEmpty()) {
            findings.error(
                    "D13",
                    "changes(\"" + packageName + "\")",
                    inPackage.isEmpty() ? "no class is there at all" : notOne(inPackage),
                    "check the name, and that the build (shading, native image) keeps the classes; where there is no"
                            + " change yet, leave the package out");
        }
        return load(changes.getNames());
    }

    private List<Class<?>> load(List<String> names) {
        List<Class<?>> classes = new ArrayList<>();
        for (String name : names) {
            Class<?> type = load(name);
            if (type != null) {
                classes.add(type);
            }
        }
        return classes;
    }

    @Override
    public void close() {
        if (scan != null) {
            scan.close();
        }
    }

    /** What is missing when a class cannot be linked. */
    static void cannotBeLoaded(String className, Throwable thrown, Findings findings) {
        boolean newer = thrown instanceof UnsupportedClassVersionError;
        findings.error(
                "D14",
                className,
                newer
                        ? "cannot be loaded, compiled for a newer Java: " + thrown.getMessage()
                        : "cannot be loaded, something it needs is missing: "
                                + String.valueOf(thrown.getMessage()).replace('/', '.') + " ("
                                + thrown.getClass().getSimpleName() + ")",
                newer
                        ? "compile it for Java " + Runtime.version().feature() + ", or run on a newer one"
                        : "put what is missing on the class path");
    }

    private @Nullable Class<?> load(String name) {
        try {
            try {
                return Class.forName(name, false, loader);
            } catch (ClassNotFoundException e) {
                return Class.forName(name, false, ClassFinder.class.getClassLoader());
            }
        } catch (ClassNotFoundException | LinkageError e) {
            cannotBeLoaded(name, e, findings);
            return null;
        }
    }

    private void notMarked(ClassInfo info) {
        findings.error(
                "D9",
                info.getName(),
                "has a method with @Execution and " + foreign(info).orElse("no @ChangeUnit") + ": it would never run",
                "annotate it with @ChangeUnit(…), or take @Execution away");
    }

    /** Says what looks like a change and is none. */
    private static String notOne(ClassInfoList inPackage) {
        return inPackage.stream()
                .flatMap(info -> foreign(info).stream())
                .findFirst()
                .map("the @ChangeUnit there is "::concat)
                .orElse(
                        inPackage.size() == 1
                                ? "its only class, " + inPackage.get(0).getName() + ", has no @ChangeUnit"
                                : "none of its " + inPackage.size() + " classes has @ChangeUnit");
    }

    private static Optional<String> foreign(ClassInfo info) {
        return info.getAnnotationInfo().stream()
                .map(AnnotationInfo::getName)
                .filter(name -> name.matches(".*[.$]" + ChangeUnit.class.getSimpleName()))
                .findFirst()
                .map(name -> name + ", not " + ChangeUnit.class.getName());
    }

    /** Where a change extends it, the reading of that one tells. */
    private static boolean isForgotten(ClassInfo info) {
        return info.isStandardClass()
                && !info.isAbstract()
                && !isChange(info)
                && info.getSubclasses().filter(ClassFinder::isChange).isEmpty()
                && info.getDeclaredMethodInfo().stream()
                        .anyMatch(method -> method.getAnnotationInfo().containsName(Execution.class.getName()));
    }

    private static boolean isChange(ClassInfo info) {
        return info.getAnnotationInfo().directOnly().containsName(ChangeUnit.class.getName());
    }
}
