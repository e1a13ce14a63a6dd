package io.flamingock.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HouseTest {

    @Test
    void a_third_of_the_types_or_more_is_package_private() throws IOException, URISyntaxException {
        List<Class<?>> types = types();

        assertThat(types).contains(SqlAuditStore.class);
        assertThat(types.stream().filter(type -> !Modifier.isPublic(type.getModifiers())))
                .hasSizeGreaterThanOrEqualTo((types.size() + 2) / 3);
    }

    private static List<Class<?>> types() throws IOException, URISyntaxException {
        Path folder = Path.of(SqlAuditStore.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.contains("-info"))
                    .<Class<?>>map(
                            name -> load(name.replaceFirst("\\.class$", "").replace('/', '.')))
                    .toList();
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, HouseTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
