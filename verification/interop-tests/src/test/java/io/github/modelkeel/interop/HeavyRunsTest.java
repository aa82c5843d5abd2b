package io.github.modelkeel.interop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** When a heavy test runs, and when it is written down that it passed: each case is a run of {@link Fake} by JUnit itself. */
class HeavyRunsTest {
    private static final List<String> SETTINGS = List.of("modelkeel.root", "interop", "heavy", "fake");

    private final Map<String, @Nullable String> before = new HashMap<>();

    @TempDir
    private Path root;

    private Path source = Path.of("");
    private Path digests = Path.of("");
    private List<String> lines = List.of();

    /** A checkout of the fake's modules. */
    @BeforeEach
    void makeCheckout() throws IOException {
        SETTINGS.forEach(name -> before.put(name, System.getProperty(name)));
        Path tests = root.resolve("verification/interop-tests");
        digests = tests.resolve("heavy/fake.sha256");
        Path itself = tests.resolve("src/test/java/io/github/modelkeel/interop/HeavyRunsTest.java");
        Files.createDirectories(itself.getParent());
        Files.writeString(itself, "class HeavyRunsTest {}\n");
        source = root.resolve("module/src/Main.java");
        Files.createDirectories(source.getParent());
        Files.writeString(source, "class Main {\n}\n");
        Files.writeString(root.resolve("pin.txt"), "fake==1.0\n");
        set("modelkeel.root", root.toString());
        set("interop", "required");
        set("heavy", null);
        set("fake", "passes");
    }

    @AfterEach
    void restore() {
        before.forEach(HeavyRunsTest::set);
    }

    private static void set(String name, @Nullable String value) {
        if (value == null) {
            System.clearProperty(name);
        } else {
            System.setProperty(name, value);
        }
    }

    /** Not a test of its own: it is nested, and Maven leaves nested classes to JUnit. */
    @Heavy(
            counterpart = "fake",
            checks = {"module/src", "pin.txt"})
    static final class Fake {
        @Test
        void first() {
            assertThat(System.getProperty("fake")).isNotEqualTo("fails");
            Assumptions.assumeFalse("skips".equals(System.getProperty("fake")));
        }

        @Test
        void second() {
            assertThat(System.getProperty("fake")).isNotNull();
        }
    }

    /** Runs it, and keeps what it says to the reader of the build from the one of this build. */
    private TestExecutionSummary run(DiscoverySelector what) {
        SummaryGeneratingListener listener = new SummaryGeneratingListener();
        PrintStream out = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, UTF_8));
        try {
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(what)
                                    .build(),
                            listener);
        } finally {
            System.setOut(out);
        }
        lines = said.toString(UTF_8).lines().toList();
        return listener.getSummary();
    }

    private long started() {
        return run(selectClass(Fake.class)).getTestsStartedCount();
    }

    private void renew() {
        set("heavy", "other,fake");
        assertThat(started()).isEqualTo(2);
        set("heavy", null);
    }

    @Test
    void itRunsUntilItsDigestsAreCommittedAndAgainAfterAChange() throws IOException {
        assertThat(started()).isEqualTo(2);
        assertThat(digests).as("only who asks for it changes files").doesNotExist();

        renew();
        assertThat(Files.readAllLines(digests))
                .hasSize(3)
                .anyMatch(line -> line.matches("[0-9a-f]{64}  module/src"))
                .anyMatch(line -> line.matches("[0-9a-f]{64}  pin.txt"))
                .anyMatch(line -> line.endsWith("HeavyRunsTest.java"));
        assertThat(started()).isZero();
        assertThat(lines)
                .singleElement(STRING)
                .startsWith("=== interop: SKIPPED the real fake: all that it checks is as it was when it last passed;")
                .contains("-Dheavy=fake -Dtest=Fake ");

        Files.writeString(source, "class Main { int changed; }\n");
        assertThat(started()).as("a changed source").isEqualTo(2);
        assertThat(lines)
                .containsExactly("=== interop: the real fake is mandatory: module/src changed since it last passed");
        renew();
        assertThat(started()).isZero();

        Files.move(source, source.resolveSibling("Other.java"));
        assertThat(started()).as("another name").isEqualTo(2);
        renew();

        Files.writeString(root.resolve("pin.txt"), "fake==1.1\n");
        assertThat(started()).as("another version of the counterpart").isEqualTo(2);
    }

    @Test
    void lineEndsAndWhatIsMadeDoNotCount() throws IOException {
        renew();
        Files.writeString(source, "class Main {\r\n}\r\n");
        Files.createDirectories(root.resolve("module/src/__pycache__"));
        Files.writeString(root.resolve("module/src/__pycache__/main.pyc"), "made");
        assertThat(started()).isZero();
    }

    @Test
    void nothingIsWrittenUnlessAllOfItPassed() {
        set("heavy", "fake");
        set("fake", "fails");
        assertThat(run(selectClass(Fake.class)).getTestsFailedCount()).isEqualTo(1);
        assertThat(digests).doesNotExist();
        set("fake", "skips");
        assertThat(run(selectClass(Fake.class)).getTestsAbortedCount()).isEqualTo(1);
        assertThat(digests).doesNotExist();
        set("fake", "passes");
        assertThat(run(selectMethod(Fake.class, "second")).getTestsSucceededCount())
                .isEqualTo(1);
        assertThat(digests).doesNotExist();
    }

    @Test
    void withoutBeingMandatoryItIsLeftOut() {
        set("interop", "auto");
        assertThat(started()).isZero();
        renew();
        set("interop", "off");
        set("heavy", "fake");
        assertThat(started()).isZero();
    }

    @Test
    void whatIsCheckedMustBeThere() {
        assertThatIllegalStateException()
                .isThrownBy(() -> CheckedFiles.read(root, List.of("module/scr"), digests))
                .withMessageContaining("scr, which is not there; correct its list");
    }
}
