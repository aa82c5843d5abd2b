package io.github.modelkeel.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.modelkeel.registry.Promotion;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import io.github.modelkeel.registry.PromotionGate.Verdict;
import io.github.modelkeel.registry.PromotionRefusedException;
import io.github.modelkeel.registry.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What each gate decides in each situation, and its sentence, against the embedded server. {@code docs/promotion-gates.md} has the table of
 * them, which {@code -Ddocs.update=true} writes.
 */
class SituationsTest {
    private static final Path PAGE =
            Path.of(System.getProperty("modelkeel.root", "..")).resolve("docs/promotion-gates.md");

    private static final String HEADER = "| situation | entry of `gates` | outcome | sentence |";

    @TempDir
    private static Path root = Path.of("");

    private static World world = new World(root);

    @BeforeAll
    static void open() throws IOException {
        world = new World(root);
        Files.writeString(
                root.resolve("rows.jsonl"),
                "{\"sqft\":1000,\"expected\":1000.5}\n{\"sqft\":1500,\"expected\":1500.5}\n");
    }

    @AfterAll
    static void close() {
        world.close();
    }

    @Test
    void everySituationHasItsOutcomeAndItsSentence() throws IOException {
        List<String> lines = new ArrayList<>(List.of(HEADER, "|---|---|---|---|"));
        List<Situation> situations = Situation.all();
        for (int i = 0; i < situations.size(); i++) {
            Situation situation = situations.get(i);
            Verdict verdict = judge("house-" + i, situation);
            assertThat(verdict.outcome()).as("%s: %s", situation, verdict).isEqualTo(situation.outcome());
            lines.add("| " + situation.name() + " | `" + situation.gate() + "` | " + word(verdict.outcome()) + " | "
                    + verdict.reason().replaceAll("\\b[0-9a-f]{32}\\b", "5f1c…") + " |");
        }
        assertThat(situations).hasSizeGreaterThanOrEqualTo(20);
        compareWithPage(lines);
    }

    private static Verdict judge(String name, Situation situation) throws IOException {
        Registry registry = world.registry();
        int version = 0;
        if (situation.champion() != null) {
            version = world.register(name, situation.champion());
            registry.setAlias(name, "champion", version);
        }
        if (situation.challenger() != null) {
            version = world.register(name, situation.challenger());
        }
        Path file = Files.writeString(root.resolve("gates.yaml"), "gates:\r\n  - {" + situation.gate() + "}\r\n");
        Promotion promotion = Promotion.always().withGates(Gates.read(file).with(registry));
        Verdict verdict = registry.checkPromotion(name, version, "champion", promotion)
                .verdicts()
                .get(0);
        promote(name, version, promotion, verdict.outcome());
        return verdict;
    }

    /** Only a pass moves the alias, and to be investigated is told apart from refused. */
    private static void promote(String name, int version, Promotion promotion, Outcome outcome) {
        Registry registry = world.registry();
        int before = registry.getModel(name).aliases().getOrDefault("champion", 0);
        if (outcome == Outcome.PASS) {
            registry.promote(name, version, "champion", promotion);
            assertThat(registry.resolveAlias(name, "champion")).isEqualTo(version);
            return;
        }
        String code = outcome == Outcome.FAIL ? "PROMOTION_REFUSED" : "PROMOTION_UNDECIDED";
        assertThatExceptionOfType(PromotionRefusedException.class)
                .isThrownBy(() -> registry.promote(name, version, "champion", promotion))
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo(code));
        assertThat(registry.getModel(name).aliases().getOrDefault("champion", 0))
                .isEqualTo(before);
        assertThat(registry.getVersion(name, version).tags().get("modelkeel.promotion.champion"))
                .contains(outcome == Outcome.FAIL ? "\"outcome\":\"refused\"" : "\"outcome\":\"undecided\"");
    }

    private static String word(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "pass";
            case FAIL -> "fail";
            case INVESTIGATE -> "investigate";
        };
    }

    private static void compareWithPage(List<String> table) throws IOException {
        List<String> page = new ArrayList<>(Files.readAllLines(PAGE));
        int start = page.indexOf(HEADER);
        assertThat(start).as("the table in %s", PAGE).isGreaterThan(0);
        int end = start;
        while (end < page.size() && page.get(end).startsWith("|")) {
            end++;
        }
        List<String> shown = page.subList(start, end);
        if (Boolean.getBoolean("docs.update")) {
            List<String> updated = new ArrayList<>(page.subList(0, start));
            updated.addAll(table);
            updated.addAll(page.subList(end, page.size()));
            Files.writeString(PAGE, String.join("\n", updated) + "\n");
        } else {
            assertThat(shown).as("%s; rewrite it with -Ddocs.update=true", PAGE).isEqualTo(table);
        }
    }
}
