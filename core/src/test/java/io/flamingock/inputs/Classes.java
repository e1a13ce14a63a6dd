package io.flamingock.inputs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The class files of one package, with which something may be done before they are loaded.
 *
 * @param folder where they are
 * @param second the same package in another folder of the class path, which is empty
 */
record Classes(Path folder, Path second) {

    /** What a build has done to them. */
    interface Change {
        void make(Classes classes) throws IOException;
    }

    void copy(String name) throws IOException {
        Files.createDirectories(second);
        Files.copy(file(name), second.resolve(name + ".class"));
    }

    void delete(String name) throws IOException {
        Files.delete(file(name));
    }

    void compileForNewerJava(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(file(name));
        bytes[6] = 0;
        bytes[7] = (byte) (44 + Runtime.version().feature() + 1);
        Files.write(file(name), bytes);
    }

    private Path file(String name) {
        return folder.resolve(name + ".class");
    }
}
