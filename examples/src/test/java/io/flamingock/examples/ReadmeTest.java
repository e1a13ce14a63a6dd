package io.flamingock.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.flamingock.FlamingockBuilder;
import io.flamingock.mongodb.MongoAuditStore;
import io.flamingock.mongodb.MongoTargetSystem;
import io.flamingock.sql.SqlAuditStore;
import io.flamingock.sql.SqlTargetSystem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ReadmeTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");

    private final String readme = read(Path.of("../README.md"));

    @Test
    void shows_code_that_the_examples_compile() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String folder : List.of("src", "many-systems/src/main")) {
            try (Stream<Path> files = Files.walk(Path.of(folder))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .map(file -> normalised(read(file)))
                        .forEach(sources::add);
            }
        }
        List<String> blocks =
                JAVA.matcher(readme).results().map(found -> found.group(1)).toList();
        assertThat(blocks)
                .hasSizeGreaterThan(3)
                .allSatisfy(
                        block -> assertThat(sources).as(block).anyMatch(source -> source.contains(normalised(block))));
    }

    @Test
    void names_every_setting() {
        assertThat(Stream.of(
                                FlamingockBuilder.class,
                                SqlAuditStore.class,
                                SqlTargetSystem.class,
                                MongoAuditStore.class,
                                MongoTargetSystem.class)
                        .flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                                .filter(method -> Modifier.isPublic(method.getModifiers()))
                                .filter(method -> method.getReturnType() == type)
                                .map(Method::getName))
                        .filter(name -> !name.equals("of"))
                        .distinct())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(readme).contains("`" + name + "("));
    }

    @Test
    void links_to_files_that_are_there() {
        assertThat(LINK.matcher(readme).results().map(link -> link.group(1)))
                .isNotEmpty()
                .allSatisfy(link -> assertThat(Path.of("..", link)).exists());
    }

    @Test
    void its_further_pages_link_to_files_that_are_there() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("../docs"))) {
            List<Path> pages =
                    files.filter(file -> file.toString().endsWith(".md")).toList();
            assertThat(pages)
                    .hasSizeGreaterThan(5)
                    .allSatisfy(page -> assertThat(
                                    LINK.matcher(read(page)).results().map(link -> link.group(1)))
                            .allSatisfy(link ->
                                    assertThat(page.resolveSibling(link)).exists()));
        }
    }

    /** Without white space, of which the formatter of the sources has its own opinion. */
    private static String normalised(String code) {
        return code.replaceAll("\\s+", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
