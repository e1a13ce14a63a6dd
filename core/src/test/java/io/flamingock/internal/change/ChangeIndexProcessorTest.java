package io.flamingock.internal.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the compiler says of changes, and at which line. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ChangeIndexProcessorTest {

    @TempDir
    Path folder;

    /** In each of them the line with the comment is the one that is wrong, and the comment is how the message begins. */
    @ParameterizedTest
    @ValueSource(strings = {"""
                @ChangeUnit(id = "a") // [D3] com.acme.A: no order
                class A { @Execution void apply() {} }
                """, """
                @ChangeUnit(id = "a", order = "2") // [D3] com.acme._1__A
                class _1__A { @Execution void apply() {} }
                """, """
                @ChangeUnit(id = "a", order = "1/2") // [D4] com.acme.A
                class A { @Execution void apply() {} }
                """, """
                @ChangeUnit(id = "a", order = "1")
                class A {
                    A() {}
                    A(String s) {} // [D5] com.acme.A: has 2 constructors
                    @Execution void apply() {}
                }
                """, """
                @ChangeUnit(id = "a", order = "1")
                class A { // [D5] com.acme.A: has no constructor that is not private
                    private A() {}
                    @Execution void apply() {}
                }
                """, """
                @ChangeUnit(id = "a", order = "1")
                class A {
                    int n;
                    void execute() {} // [D6] com.acme.A#execute: no method has @Execution; did you forget it
                }
                """, """
                @ChangeUnit(id = "a", order = "1")
                class A {
                    @Execution void one() {}
                    @Execution
                    void two() {} // [D6] com.acme.A#two: 2 methods have @Execution: one, two
                }
                """, """
                @ChangeUnit(id = "a", order = "1")
                class A {
                    @Execution void apply() {}
                    @RollbackExecution
                    private void back() {} // [D7] com.acme.A#back: the method with @RollbackExecution is private
                }
                """, """
                @ChangeUnit(id = "a", order = "1")
                class A extends B { // [D7] com.acme.A#apply: @Execution is inherited from com.acme.B
                }
                class B { @Execution void apply() {} }
                """, """
                @ChangeUnit(id = "a", order = "1")
                class A {
                    @Execution
                    java.util.concurrent.CompletableFuture<String> apply() { return null; } // [D8] com.acme.A#apply
                }
                """, """
                class B {
                    @ChangeUnit(id = "a", order = "1")
                    class A { @Execution void apply() {} } // [D9] com.acme.B$A: is an inner class
                }
                """, """
                @ChangeUnit(id = "a", order = "1")
                abstract class A { @Execution void apply() {} } // [D9] com.acme.A: is abstract
                """, """
                class B {
                    @ChangeUnit(id = "a", order = "1")
                    private static class A { @Execution void apply() {} } // [D10] com.acme.B$A: is private
                }
                """, """
                @ChangeUnit(id = "", order = "1") // [D16] com.acme.A#apply: the id is empty
                class A { @Execution void apply() {} }
                """, """
                @ChangeUnit(id = "a", order = "1", timeout = "5 minutes") // [D16] com.acme.A: the timeout
                class A { @Execution void apply() {} }
                """})
    void what_is_wrong_is_an_error_at_its_line(String classes) throws IOException {
        List<Diagnostic<? extends JavaFileObject>> said = compile(classes);

        assertThat(said).singleElement().satisfies(error -> {
            String line = ("package com.acme; import io.flamingock.api.*;\n" + classes)
                    .lines()
                    .toList()
                    .get((int) error.getLineNumber() - 1);
            assertThat(error.getKind()).isEqualTo(Diagnostic.Kind.ERROR);
            assertThat(line).contains("// ");
            String text = error.getMessage(Locale.ROOT);
            assertThat(text).startsWith(line.substring(line.indexOf("// ") + 3)).contains(" → ");
        });
        assertThat(folder.resolve("out").resolve(IndexFormat.PATH)).doesNotExist();
    }

    @Test
    void several_mistakes_are_said_together() throws IOException {
        assertThat(compile("""
                        @ChangeUnit(id = "", order = "1/2") class A { private A() {} }
                        """)).hasSize(4);
    }

    @Test
    void a_return_value_is_a_warning() throws IOException {
        assertThat(compile("""
                        @ChangeUnit(id = "a", order = "1") class A {
                            @Execution int apply() { return 1; }
                        }
                        """)).singleElement().satisfies(said -> {
            assertThat(said.getKind()).isEqualTo(Diagnostic.Kind.WARNING);
            assertThat(said.getLineNumber()).isEqualTo(3);
            assertThat(said.getMessage(Locale.ROOT)).startsWith("[D8] com.acme.A#apply: returns int");
        });
        assertThat(folder.resolve("out").resolve(IndexFormat.PATH)).exists();
    }

    @Test
    void constructors_that_Lombok_makes_are_seen() throws IOException {
        assertThat(compile("""
                        @ChangeUnit(id = "a", order = "1")
                        @lombok.RequiredArgsConstructor
                        class A {
                            private final StringBuilder out;
                            @Execution void apply(@lombok.NonNull String text) { out.append(text); }
                        }
                        @ChangeUnit(id = "b", order = "2")
                        @lombok.AllArgsConstructor(access = lombok.AccessLevel.PRIVATE)
                        class B {
                            private final StringBuilder out;
                            @Execution void apply() {}
                        }
                        """)).singleElement().satisfies(error -> {
            assertThat(error.getLineNumber()).isEqualTo(10);
            assertThat(error.getMessage(Locale.ROOT)).startsWith("[D5] com.acme.B: has no constructor");
        });
        assertThat(compile("""
                        @ChangeUnit(id = "a", order = "1")
                        @lombok.RequiredArgsConstructor
                        class A {
                            private final StringBuilder out;
                            @Execution void apply(@lombok.NonNull String text) { out.append(text); }
                        }
                        """)).isEmpty();
        assertThat(IndexFormat.read(Files.readString(folder.resolve("out").resolve(IndexFormat.PATH))))
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.construction().signature()).isEqualTo("<init>(java.lang.StringBuilder)");
                    assertThat(change.execution().signature()).isEqualTo("apply(java.lang.String)");
                });
    }

    private List<Diagnostic<? extends JavaFileObject>> compile(String classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        Path file = folder.resolve("Source.java");
        Path out = Files.createDirectories(folder.resolve("out"));
        Files.writeString(file, "package com.acme; import io.flamingock.api.*;\n" + classes);
        try (StandardJavaFileManager files = compiler.getStandardFileManager(said, Locale.ROOT, null)) {
            compiler.getTask(
                            null,
                            files,
                            said,
                            List.of(
                                    "-d",
                                    out.toString(),
                                    "-cp",
                                    System.getProperty("java.class.path"),
                                    "-processorpath",
                                    System.getProperty("java.class.path")),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
        }
        return said.getDiagnostics();
    }
}
