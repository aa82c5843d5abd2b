package io.github.modelkeel.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.gates.Gates;
import io.github.modelkeel.registry.Promotion;
import io.github.modelkeel.registry.PromotionGate;
import io.github.modelkeel.registry.PromotionRefusedException;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code blocks of docs/promotion-gates.md, and the gates of docs/the-loop.md. */
class PromotionGatesTest {
    private static final Path PAGES =
            Path.of(System.getProperty("modelkeel.root", "..")).resolve("docs");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void thePagesFileIsReadAndItsGatesDecide() throws IOException {
        Path file = gatesOf("promotion-gates.md");
        try (Registry registry = Registry.open()) {
            int challenger = version(registry);
            // region gates-file
            List<PromotionGate> gates = Gates.read(file).with(registry);
            try {
                registry.promote(
                        "house-gated",
                        challenger,
                        "champion",
                        Promotion.always().withGates(gates));
            } catch (PromotionRefusedException e) {
                System.out.println(e.errorCode()); // PROMOTION_REFUSED, or PROMOTION_UNDECIDED: investigate
                System.out.println(e.getMessage()); // every gate with its sentence
            }
            // endregion
            assertThat(gates).hasSize(9);
            assertThat(registry.checkPromotion(
                                    "house-gated",
                                    challenger,
                                    "champion",
                                    Promotion.always().withGates(gates))
                            .toString())
                    .contains(
                            "passed: auc at least 0.8: auc = 0.9", "failed: policy modelkeel/promotion/allow: OPA at");
        }
    }

    @Test
    void theGatesOfTheLoopAreRead() throws IOException {
        try (Registry registry = Registry.open()) {
            assertThat(Gates.read(gatesOf("the-loop.md")).with(registry)).hasSize(2);
        }
    }

    /** The file that a page shows. */
    private Path gatesOf(String page) throws IOException {
        Matcher yaml = Pattern.compile("```yaml\n((?:#|gates:).*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGES.resolve(page)));
        assertThat(yaml.find()).isTrue();
        return Files.writeString(directory.resolve("gates.yaml"), yaml.group(1));
    }

    private static int version(Registry registry) throws IOException {
        try (Tracker tracker = Tracker.open("house-prices");
                Run run = tracker.startRun("linear")) {
            run.logMetric("auc", 0.9);
            LoggedModel logged = run.logModel("house", Houses.linearModel(150)::writeTo);
            run.finish();
            return registry.register("house-gated", logged).version();
        }
    }
}
