package io.flamingock.internal.change;

import io.flamingock.api.ChangeUnit;
import io.flamingock.api.Execution;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of all jars and output folders that have one of some packages, held against what is there: no class is
 * loaded, and class files are listed. One doubt, and none of it is believed:
 *
 * <ol>
 *   <li>a class that an index knows is not there, or is there twice;
 *   <li>a class file that no index knows has the name of {@link ChangeUnit} in it, or that of {@link Execution};
 *   <li>a package has no change, or is nowhere to be seen.
 * </ol>
 */
final class ClassIndex {

    private static final String META_INF = "META-INF/";
    private static final String JAR = ".jar";
    private static final String JAR_FILE = "jar:file:";

    private final TreeMap<String, IndexedChange> changes = new TreeMap<>();
    private @Nullable String doubt;

    private ClassIndex() {}

    static ClassIndex of(List<String> packages, ClassLoader loader) {
        ClassIndex index = new ClassIndex();
        try {
            index.doubt = index.read(packages, loader);
        } catch (IOException | RuntimeException e) {
            index.doubt = "the index cannot be read: " + e;
        }
        return index;
    }

    /** Why the classes must be looked for; {@code null}: all changes are known. */
    @Nullable
    String doubt() {
        return doubt;
    }

    /** Whether there is none at all, which is no reason to warn anybody. */
    boolean isMissing() {
        return changes.isEmpty();
    }

    /** The changes in a package and below it, by name. */
    List<IndexedChange> in(String packageName) {
        String prefix = packageName + ".";
        List<IndexedChange> found = new ArrayList<>(changes.size());
        for (IndexedChange change : changes.values()) {
            if (change.className().startsWith(prefix)) {
                found.add(change);
            }
        }
        return found;
    }

    private @Nullable String read(List<String> packages, ClassLoader loader) throws IOException {
        Set<String> roots = new LinkedHashSet<>();
        for (URL url : Collections.list(loader.getResources(IndexFormat.PATH))) {
            roots.add(root(url, IndexFormat.PATH));
            for (IndexedChange change : IndexFormat.read(text(url))) {
                if (isInOne(change.className(), packages)) {
                    changes.put(change.className(), change);
                }
            }
        }
        if (changes.isEmpty()) {
            return "no index knows a change in " + String.join(", ", packages);
        }
        for (String packageName : packages) {
            if (in(packageName).isEmpty()) {
                return "no index knows a change in " + packageName;
            }
        }
        return NativeImage.isOne() ? null : heldAgainst(packages, roots, loader);
    }

    private @Nullable String heldAgainst(List<String> packages, Set<String> roots, ClassLoader loader)
            throws IOException {
        Map<String, ClassFiles> there = new TreeMap<>();
        for (String packageName : packages) {
            String path = packageName.replace('.', '/') + "/";
            for (URL url : Collections.list(loader.getResources(path))) {
                roots.add(root(url, path));
            }
        }
        roots.addAll(jarsWithoutFolders(loader));
        for (String root : roots) {
            Map<String, ClassFiles> inRoot = new TreeMap<>();
            for (String packageName : packages) {
                new ClassFiles(root).list(packageName, inRoot);
            }
            for (Map.Entry<String, ClassFiles> file : inRoot.entrySet()) {
                if (there.put(file.getKey(), file.getValue()) != null && changes.containsKey(file.getKey())) {
                    return file.getKey() + " is there twice";
                }
            }
        }
        for (String name : changes.keySet()) {
            if (!there.containsKey(name)) {
                return name + " is in the index, and not where it was";
            }
        }
        return unknown(there);
    }

    /**
     * Jars that do not answer to the name of a package, because a build tool has left the entries of folders out. Those
     * have none for {@code META-INF} either.
     */
    private static Set<String> jarsWithoutFolders(ClassLoader loader) throws IOException {
        Set<String> jars = new LinkedHashSet<>();
        for (ClassLoader each = loader; each != null; each = each.getParent()) {
            if (each instanceof URLClassLoader some) {
                for (URL url : some.getURLs()) {
                    addJar(url.toString(), jars);
                }
            } else if (each == ClassLoader.getSystemClassLoader()) {
                for (String path : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
                    addJar(path.endsWith(JAR) ? new File(path).toURI().toString() : "", jars);
                }
            }
        }
        Set<String> others = new LinkedHashSet<>();
        for (URL url : Collections.list(loader.getResources(META_INF))) {
            String root = root(url, META_INF);
            if (!jars.remove(root)) {
                others.add(root);
            }
        }
        return jars.isEmpty() ? jars : without(others, jars);
    }

    /** A class loader calls a jar by its real path, the class path perhaps by another. */
    private static Set<String> without(Set<String> others, Set<String> jars) throws IOException {
        Set<String> real = new LinkedHashSet<>();
        for (String root : others) {
            if (root.startsWith(JAR_FILE)) {
                real.add(file(root).getCanonicalPath());
            }
        }
        Set<String> rest = new LinkedHashSet<>();
        for (String root : jars) {
            if (!root.startsWith(JAR_FILE)
                    || (file(root).isFile() && !real.contains(file(root).getCanonicalPath()))) {
                rest.add(root);
            }
        }
        return rest;
    }

    private static File file(String root) {
        return new File(URI.create(root.substring("jar:".length(), root.length() - 2)));
    }

    private static void addJar(String url, Set<String> jars) {
        if (url.endsWith(JAR)) {
            jars.add("jar:" + url + "!/");
        } else if (url.endsWith(JAR + "!/")) {
            jars.add(url);
        }
    }

    private @Nullable String unknown(Map<String, ClassFiles> there) throws IOException {
        byte[] unit = ChangeUnit.class.descriptorString().getBytes(StandardCharsets.UTF_8);
        byte[] execution = Execution.class.descriptorString().getBytes(StandardCharsets.UTF_8);
        for (Map.Entry<String, ClassFiles> file : there.entrySet()) {
            String name = file.getKey();
            if (changes.containsKey(name)) {
                continue;
            }
            byte[] bytes = file.getValue().read(name);
            if (ClassFiles.contains(bytes, unit)) {
                return name + " has @ChangeUnit, and is not in the index";
            } else if (ClassFiles.contains(bytes, execution)) {
                return name + " has @Execution, and no @ChangeUnit";
            }
        }
        return null;
    }

    private static boolean isInOne(String className, List<String> packages) {
        for (String packageName : packages) {
            if (className.startsWith(packageName) && className.startsWith(".", packageName.length())) {
                return true;
            }
        }
        return false;
    }

    private static String root(URL url, String path) throws IOException {
        String text = url.toString();
        if (!text.endsWith(path)) {
            throw new IOException("unexpected address " + text);
        }
        return text.substring(0, text.length() - path.length());
    }

    private static String text(URL url) throws IOException {
        var connection = url.openConnection();
        connection.setUseCaches(false); // a build tool may have written it anew
        try (InputStream in = connection.getInputStream()) {
            int length = connection.getContentLength();
            byte[] bytes = length < 0 ? in.readAllBytes() : new byte[length];
            if (length >= 0 && in.readNBytes(bytes, 0, length) < length) {
                throw new IOException("it ends early");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
