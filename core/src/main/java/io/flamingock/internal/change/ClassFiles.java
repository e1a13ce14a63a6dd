package io.flamingock.internal.change;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.util.Enumeration;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * The class files of one jar or output folder. They are listed, not read: an index is held against what is there.
 *
 * @param root its address, to which paths are appended
 */
record ClassFiles(String root) {

    private static final String CLASS = ".class";

    /** Puts the names of all classes in a package and below it into a map, each with this place. */
    void list(String packageName, Map<String, ClassFiles> names) throws IOException {
        String path = packageName.replace('.', '/') + "/";
        if (root.startsWith("file:")) {
            list(new File(URI.create(root + path)), packageName + ".", names);
            return;
        }
        try (JarFile jar = openJar()) {
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements(); ) {
                String name = entries.nextElement().getName();
                if (name.startsWith(path) && name.endsWith(CLASS)) {
                    names.put(name.substring(0, name.length() - CLASS.length()).replace('/', '.'), this);
                }
            }
        }
    }

    /** The class file of this class. */
    byte[] read(String className) throws IOException {
        URL file = new URL(root + className.replace('.', '/') + CLASS);
        if (root.startsWith("file:")) {
            return Files.readAllBytes(new File(URI.create(file.toString())).toPath());
        }
        try (InputStream in = file.openStream()) {
            return in.readAllBytes();
        }
    }

    /** Whether these bytes have that text in them. */
    static boolean contains(byte[] bytes, byte[] text) {
        for (int i = 0; i <= bytes.length - text.length; i++) {
            int same = 0;
            while (same < text.length && bytes[i + same] == text[same]) {
                same++;
            }
            if (same == text.length) {
                return true;
            }
        }
        return false;
    }

    private void list(File folder, String prefix, Map<String, ClassFiles> names) {
        File @Nullable [] files = folder.listFiles();
        if (files == null) {
            return;
        }
        for (File file : files) {
            String name = file.getName();
            if (name.endsWith(CLASS)) {
                names.put(prefix + name.substring(0, name.length() - CLASS.length()), this);
            } else if (file.isDirectory()) {
                list(file, prefix + name + ".", names);
            }
        }
    }

    /** Not one that others use: it is closed here. */
    private JarFile openJar() throws IOException {
        if (new URL(root).openConnection() instanceof JarURLConnection connection) {
            connection.setUseCaches(false);
            return connection.getJarFile();
        }
        throw new IOException("neither a folder nor a jar: " + root);
    }
}
