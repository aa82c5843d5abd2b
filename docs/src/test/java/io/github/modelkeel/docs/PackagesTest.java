package io.github.modelkeel.docs;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Packages use each other one way, and what a module shows can be named by those who see it. */
class PackagesTest {
    private static final String ROOT = "io.github.modelkeel.";

    private static final JavaClasses OURS = ProductionClasses.ALL;

    @Test
    void noPackagesUseEachOtherInACircle() {
        slices().matching(ROOT + "(**)").should().beFreeOfCycles().check(OURS);
    }

    @Test
    void aPublicSignatureNamesOnlyTypesThatUsersCanName() {
        List<String> hidden = OURS.stream()
                .filter(PackagesTest::isInAnExportedPackage)
                .filter(PackagesTest::isShown)
                .flatMap(type -> type.getCodeUnits().stream()
                        .filter(code -> code.getModifiers().contains(JavaModifier.PUBLIC)
                                || code.getModifiers().contains(JavaModifier.PROTECTED))
                        .flatMap(code -> code.getAllInvolvedRawTypes().stream()
                                .filter(used -> used.getName().startsWith(ROOT) && !isShown(used))
                                .map(used -> code.getFullName() + " names " + used.getName())))
                .distinct()
                .sorted()
                .toList();
        assertThat(hidden).isEmpty();
    }

    /** Whether users see it: it is in a package that its module exports to all. */
    private static boolean isInAnExportedPackage(JavaClass type) {
        return ArchitectureTest.exported().map(ROOT::concat).anyMatch(type.getPackageName()::equals);
    }

    private static boolean isShown(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && !type.getPackageName().contains(".internal")
                && type.getEnclosingClass().map(PackagesTest::isShown).orElse(true);
    }
}
