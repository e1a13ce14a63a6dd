package io.flamingock;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.PRIVATE;
import static com.tngtech.archunit.core.domain.JavaModifier.PROTECTED;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ArchitectureTest {

    private static final JavaClasses CORE =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.flamingock");

    /** The packages of core from the bottom up: each may import those before it. */
    private enum Layer {
        API("io.flamingock.api"),
        TARGETS("io.flamingock.targets"),
        AUDIT("io.flamingock.audit"), // imports TARGETS for the transaction that an append may join
        CHANGE("io.flamingock.internal.change"),
        PLAN("io.flamingock.internal.plan"),
        RUN("io.flamingock.internal.run"),
        ENTRY("io.flamingock"),
        MEMORY("io.flamingock.memory"); // for tests of users: may start a run, and nothing else knows it

        private final String packageName;

        Layer(String packageName) {
            this.packageName = packageName;
        }

        String[] importable() {
            return Arrays.stream(values())
                    .filter(layer -> layer.compareTo(this) <= 0)
                    .map(layer -> layer.packageName)
                    .toArray(String[]::new);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_package_imports_only_what_is_below_it(Layer layer) {
        check(noClasses()
                .that()
                .resideInAPackage(layer.packageName)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.flamingock..").and(not(resideInAnyPackage(layer.importable())))));
    }

    @Test
    void every_class_is_in_a_package_that_has_a_place_in_the_order() {
        check(classes().should().resideInAnyPackage(Layer.MEMORY.importable()));
    }

    @Test
    void packages_are_free_of_cycles() {
        check(slices().matching("io.flamingock.(**)").should().beFreeOfCycles());
    }

    @Test
    void the_api_imports_the_JDK_and_JSpecify_alone() {
        check(classes()
                .that()
                .resideInAPackage("io.flamingock.api")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("io.flamingock.api", "java..", "org.jspecify.annotations"));
    }

    @Test
    void only_internal_change_sees_ClassGraph() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.flamingock.internal.change")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.github.classgraph..", "nonapi.io.github.classgraph.."));
    }

    @Test
    void the_library_does_without_the_fakes() {
        check(noClasses()
                .that()
                .resideOutsideOfPackage("io.flamingock.memory")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.flamingock.memory"));
    }

    @Test
    void planning_knows_no_input_or_output_and_does_not_log() {
        check(noClasses()
                .that()
                .resideInAPackage("io.flamingock.internal.plan")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.io", "java.nio..", "java.net..", "java.sql..", "javax.sql..", "org.slf4j.."));
    }

    @Test
    void planning_asks_no_clock() {
        check(noClasses()
                .that()
                .resideInAPackage("io.flamingock.internal.plan")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod("java.time.Instant", "now"));
    }

    @Test
    void names_say_what_a_class_is_for() {
        check(noClasses().should().haveNameMatching(".*(Manager|Service|Utils?|Impl)|.*[.$]Abstract[A-Z].*"));
    }

    @Test
    void every_package_is_null_marked() {
        assertThat(CORE.stream().map(JavaClass::getPackage).distinct())
                .allSatisfy(found -> assertThat(found.isAnnotatedWith(NullMarked.class))
                        .as("package-info of %s has @NullMarked", found.getName())
                        .isTrue());
    }

    @Test
    void a_third_of_the_types_or_more_is_package_private() {
        assumeTrue(CORE.containPackage("io.flamingock.internal.run"), "there is no runner yet, only what users see");

        var types = CORE.stream()
                .filter(JavaClass::isTopLevelClass)
                .filter(type -> !type.getSimpleName().equals("package-info"))
                .toList();
        var hidden = types.stream().filter(ArchitectureTest::isPackagePrivate).toList();

        assertThat(hidden)
                .as(
                        "%d of %d types are package-private: a third is %.1f",
                        hidden.size(), types.size(), types.size() / 3.0)
                .hasSizeGreaterThanOrEqualTo((types.size() + 2) / 3);
    }

    private static boolean isPackagePrivate(JavaClass type) {
        return Stream.of(PUBLIC, PROTECTED, PRIVATE)
                .noneMatch(modifier -> type.getModifiers().contains(modifier));
    }

    /** A package that is still empty breaks no rule. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CORE);
    }
}
