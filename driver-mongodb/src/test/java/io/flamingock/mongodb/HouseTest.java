package io.flamingock.mongodb;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HouseTest {

    private static final JavaClasses DRIVER =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.flamingock.mongodb");

    @Test
    void two_types_are_public_and_the_rest_promises_nothing() {
        List<String> types = DRIVER.stream()
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName)
                .toList();

        assertThat(types).containsExactlyInAnyOrder("MongoAuditStore", "MongoTargetSystem");
    }

    @Test
    void of_core_it_imports_the_public_packages_of_the_SPI_alone() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.flamingock..")
                        .and(DescribedPredicate.not(resideInAnyPackage(
                                "io.flamingock.api",
                                "io.flamingock.audit",
                                "io.flamingock.targets",
                                "io.flamingock.mongodb"))))
                .check(DRIVER);
    }

    @Test
    void of_the_driver_it_imports_what_is_public() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.mongodb.internal..")
                .check(DRIVER);
    }

    @Test
    void files_are_short() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".java")))
                    .allSatisfy(file -> assertThat(Files.readAllLines(file))
                            .as(file.toString())
                            .hasSizeLessThanOrEqualTo(250));
        }
    }
}
