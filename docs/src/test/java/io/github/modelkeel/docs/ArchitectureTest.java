package io.github.modelkeel.docs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.ObjectInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The arrows of architecture.md, and what may appear in a public signature. */
class ArchitectureTest {
    private static final String ROOT = "io.github.modelkeel.";

    /** Package of a module, and our modules that it may use. */
    private static final Map<String, Set<String>> ARROWS = new TreeMap<>(Map.ofEntries(
            Map.entry("client", Set.of()),
            Map.entry("tracking", Set.of("client")),
            Map.entry("registry", Set.of("client")),
            Map.entry("model", Set.of()),
            Map.entry("formats", Set.of("model")),
            Map.entry("boosters", Set.of("model", "formats")),
            Map.entry("sklearn", Set.of("model", "formats", "boosters")),
            Map.entry("onnx", Set.of("model", "formats")),
            Map.entry("tribuo", Set.of("model")),
            Map.entry("onnxruntime", Set.of("model", "formats", "onnx")),
            Map.entry("autolog", Set.of("client", "tracking", "model", "formats", "tribuo")),
            Map.entry("feast", Set.of("client")),
            Map.entry("serving", Set.of("client", "registry", "model", "formats")),
            Map.entry("servinghttp", Set.of("registry", "model", "formats", "serving")),
            Map.entry("drift", Set.of()),
            Map.entry("spark", Set.of("client", "registry", "model", "formats", "drift")),
            Map.entry("driftmonitor", Set.of("drift", "model", "serving")),
            Map.entry("evaluation", Set.of()),
            Map.entry("validation", Set.of("drift")),
            Map.entry("gates", Set.of("client", "registry", "model", "formats", "evaluation")),
            Map.entry("localserver", Set.of()),
            Map.entry(
                    "springboot",
                    Set.of("client", "tracking", "registry", "model", "serving", "driftmonitor", "localserver")),
            Map.entry(
                    "cli",
                    Set.of(
                            "client",
                            "tracking",
                            "registry",
                            "model",
                            "formats",
                            "drift",
                            "gates",
                            "validation",
                            "servinghttp"))));

    /** What a user must never meet in a signature: libraries that we may replace. */
    private static final List<String> HIDDEN = List.of(
            "com.fasterxml.",
            "com.grack.",
            "okhttp3.",
            "okio.",
            "kotlin.",
            "org.snakeyaml.",
            "org.sqlite.",
            "org.apache.hc.",
            "com.github.benmanes.",
            "picocli.",
            "de.siegmar.");

    /** The packages of a module that users see: its own, and that of the models' makers. */
    private static final List<String> SHOWN = List.of("", ".training");

    /** With nested ones; each is one that a user names in code. */
    private static final int MAX_PUBLIC_TYPES = 25;

    private static final JavaClasses OURS = ProductionClasses.of(ARROWS.keySet());

    static Set<String> modules() {
        return ARROWS.keySet();
    }

    /** The packages that users may import. */
    static Stream<String> exported() {
        return Stream.concat(modules().stream(), Stream.of("model.training")).sorted();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void aModuleUsesOnlyTheModulesItsArrowsName(String module) {
        Set<String> allowed = ARROWS.getOrDefault(module, Set.of());
        DescribedPredicate<JavaClass> forbidden = DescribedPredicate.describe(
                "another module than " + allowed,
                target -> isOurs(target) && !moduleOf(target).equals(module) && !allowed.contains(moduleOf(target)));
        noClasses()
                .that()
                .resideInAPackage(ROOT + module + "..")
                .should()
                .dependOnClassesThat(forbidden)
                .check(OURS);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("modules")
    void aModuleShowsFewPublicTypes(String module) {
        List<String> shown = OURS.stream()
                .filter(type ->
                        SHOWN.stream().anyMatch(suffix -> type.getPackageName().equals(ROOT + module + suffix)))
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC) && !isWithinAHiddenType(type))
                .map(type -> type.getName().substring(type.getPackageName().length() + 1))
                .sorted()
                .toList();
        assertThat(shown).isNotEmpty().hasSizeLessThanOrEqualTo(MAX_PUBLIC_TYPES);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"formats", "boosters", "sklearn", "onnx"})
    void thePackagesOfAReaderHaveNoCycles(String module) {
        slices().assignedFrom(new PackagesOf(module)).should().beFreeOfCycles().check(OURS);
    }

    @Test
    void publicSignaturesNameNoHiddenLibrary() {
        classes()
                .that()
                .arePublic()
                .and(DescribedPredicate.not(DescribedPredicate.describe(
                        "within a type that is not public", ArchitectureTest::isWithinAHiddenType)))
                .and()
                .resideInAnyPackage(
                        modules().stream().map(name -> ROOT + name).toArray(String[]::new)) // the exported ones
                .should(new ShowNoHiddenLibrary())
                .check(OURS);
    }

    @Test
    void publicClassesAreFinalOrMadeToBeExtended() {
        List<String> open = OURS.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .filter(type -> !type.isInterface() && !type.isRecord() && !type.isEnum() && !type.isAnnotation())
                .filter(type -> !type.getModifiers().contains(JavaModifier.FINAL))
                .filter(type -> !type.reflect().isSealed())
                .filter(type -> !type.isAssignableTo(Throwable.class))
                .filter(type -> type.getConstructors().stream()
                        .anyMatch(made -> made.getModifiers().contains(JavaModifier.PUBLIC)
                                || made.getModifiers().contains(JavaModifier.PROTECTED)))
                .map(JavaClass::getName)
                .toList();
        assertThat(open).isEmpty();
    }

    @Test
    void nobodyReadsJavaSerializationOrXml() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ObjectInputStream.class)
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.xml.parsers..", "org.xml.sax..", "javax.xml.stream..")
                .check(OURS);
    }

    @Test
    void aLibraryDoesNotPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "cli..")
                .and()
                .doNotHaveSimpleName("LocalServerTool") // a command of its own
                .and()
                .doNotHaveSimpleName(
                        "RunLinks") // only where ClientConfig.printRunLinks asks for it, as MLflow's client does
                .should()
                .accessField(System.class, "out")
                .check(OURS);
    }

    @Test
    void nothingLogsThroughSlf4j() {
        noClasses()
                .that()
                // hides the traces that SQLite's driver logs while it looks for its library, and logs nothing itself
                .doNotHaveSimpleName("SqliteLibrary")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.slf4j..", "java.util.logging..", "org.apache.commons.logging..")
                .check(OURS);
    }

    /** A record in an interface is public for the compiler, but users cannot name it when the interface is hidden. */
    private static boolean isWithinAHiddenType(JavaClass type) {
        return type.getEnclosingClass()
                .filter(around -> !around.getModifiers().contains(JavaModifier.PUBLIC) || isWithinAHiddenType(around))
                .isPresent();
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(ROOT);
    }

    private static String moduleOf(JavaClass type) {
        String rest = type.getPackageName().substring(ROOT.length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    /** Each package of a module is a slice. */
    private record PackagesOf(String module) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return isOurs(type) && moduleOf(type).equals(module)
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages of " + module;
        }
    }

    private static final class ShowNoHiddenLibrary extends ArchCondition<JavaClass> {
        ShowNoHiddenLibrary() {
            super("show no type of a library that we may replace");
        }

        @Override
        public void check(JavaClass type, ConditionEvents events) {
            List<JavaClass> shown = new ArrayList<>();
            type.getAllRawSuperclasses().forEach(shown::add);
            for (JavaField field : type.getFields()) {
                if (isShown(field.getModifiers())) {
                    shown.addAll(field.getAllInvolvedRawTypes());
                }
            }
            for (JavaCodeUnit code : type.getCodeUnits()) {
                if (isShown(code.getModifiers())) {
                    shown.addAll(code.getAllInvolvedRawTypes());
                }
            }
            for (JavaClass each : shown) {
                if (HIDDEN.stream().anyMatch(each.getName()::startsWith)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " shows " + each.getName()));
                }
            }
        }

        private static boolean isShown(Set<JavaModifier> modifiers) {
            return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
        }
    }
}
