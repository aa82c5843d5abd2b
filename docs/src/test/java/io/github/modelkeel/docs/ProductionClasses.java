package io.github.modelkeel.docs;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;

/** The classes of all modules, without those of tests; read once for all tests, as that takes as long as they do together. */
final class ProductionClasses {
    private static final String ROOT = "io.github.modelkeel.";

    static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // OkHttp and what it needs, packed into client-core
            .withImportOption(location -> !location.contains("/io/github/modelkeel/client/internal/http/"))
            .importPackages(ROOT + "..");

    private ProductionClasses() {}

    /** Those of some modules, by the names of their packages. */
    static JavaClasses of(Set<String> modules) {
        return ALL.that(resideInAnyPackage(
                modules.stream().map(name -> ROOT + name + "..").toArray(String[]::new)));
    }
}
