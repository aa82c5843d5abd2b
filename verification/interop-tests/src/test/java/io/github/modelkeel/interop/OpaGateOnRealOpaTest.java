package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.gates.OpaGate;
import io.github.modelkeel.registry.Promotion;
import io.github.modelkeel.registry.PromotionGate.Outcome;
import io.github.modelkeel.registry.PromotionGate.Verdict;
import io.github.modelkeel.registry.PromotionRefusedException;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real Open Policy Agent with the policy of docs/promotion-gates.md decides promotions of versions in the embedded server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpaGateOnRealOpaTest {
    private static final String HOUSE = "house";
    private static final String CHAMPION = "champion";
    private static final String RULE = "modelkeel/promotion/allow";
    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    private static Path root = Path.of("");

    private URI opa = URI.create("http://127.0.0.1:1");

    @SuppressWarnings("NullAway.Init") // set before all tests
    private ChildProcess process;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private Registry registry;

    private ClientConfig config = ClientConfig.builder(Map.of()).build();

    @BeforeAll
    void start() throws IOException {
        Path command = GoTool.OPA.orSkip();
        Matcher policy = Pattern.compile("```rego\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Checkout.root().resolve("docs/promotion-gates.md")));
        assertThat(policy.find()).isTrue();
        Files.writeString(root.resolve("promotion.rego"), policy.group(1));
        Files.writeString(root.resolve("more.rego"), """
                package more

                verdict := {"allow": false, "reasons": ["no owner", "no card"]}

                word := "yes"

                gone if input.challenger.tags.nowhere
                """);
        Files.writeString(root.resolve("authz.rego"), """
                package system.authz

                default allow := false

                allow if input.path == ["health"]

                allow if input.identity == "%s"
                """.formatted(TOKEN));
        opa = URI.create("http://127.0.0.1:" + freePort());
        List<String> line = List.of(
                command.toString(),
                "run",
                "--server",
                "--addr=" + opa.getAuthority(),
                "--authentication=token",
                "--authorization=basic",
                "--skip-version-check",
                "--log-level=error",
                "promotion.rego",
                "more.rego",
                "authz.rego");
        process = ChildProcess.start(line, root, Map.of(), root.resolve("opa.log"));
        config = ClientConfig.builder(Map.of())
                .trackingUri("local:" + root.resolve("data"))
                .cacheDirectory(root.resolve("cache"))
                .build();
        registry = Registry.open(config);
        int first = version(100, Map.of("reviewed_by", "ada"));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> verdict(gate(RULE), first).outcome() == Outcome.PASS);
        assertThat(registry.promote(HOUSE, first, CHAMPION, Promotion.always().withGates(gate(RULE)))
                        .toString())
                .contains("passed: policy " + RULE + ": the policy allows it");
    }

    @AfterAll
    void stop() {
        if (process != null) {
            process.close();
            registry.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private OpaGate gate(String rule) {
        return OpaGate.of(opa, rule).withBearerToken(TOKEN);
    }

    private int version(double rmse, Map<String, String> tags) {
        try (Tracker tracker = Tracker.open("houses", config);
                Run run = tracker.startRun("train")) {
            run.logMetric("rmse", rmse);
            LoggedModel model =
                    run.logModel(HOUSE, directory -> Files.writeString(directory.resolve("model.json"), "{}"));
            run.finish();
            int version = registry.register(HOUSE, model).version();
            tags.forEach((key, value) -> registry.setVersionTag(HOUSE, version, key, value));
            return version;
        }
    }

    private Verdict verdict(OpaGate gate, int version) {
        Promotion promotion = Promotion.always().withGates(gate);
        return registry.checkPromotion(HOUSE, version, CHAMPION, promotion)
                .verdicts()
                .get(0);
    }

    @Test
    void aVersionThatThePolicyAllowsIsPromotedAndAnotherIsNot() {
        int champion = registry.resolveAlias(HOUSE, CHAMPION);
        int notReviewed = version(1, Map.of());
        assertThatExceptionOfType(PromotionRefusedException.class)
                .isThrownBy(() -> registry.promote(
                        HOUSE,
                        notReviewed,
                        CHAMPION,
                        Promotion.ifCurrentIs(champion).withGates(gate(RULE))))
                .withMessageContaining("failed: policy " + RULE + ": the policy does not allow it")
                .satisfies(e -> assertThat(e.errorCode()).isEqualTo("PROMOTION_REFUSED"));
        assertThat(registry.resolveAlias(HOUSE, CHAMPION)).isEqualTo(champion);

        int worse = version(1e6, Map.of("reviewed_by", "ada"));
        assertThat(verdict(gate(RULE), worse).outcome()).isEqualTo(Outcome.FAIL);
        int better = version(50, Map.of("reviewed_by", "ada"));
        registry.promote(
                HOUSE, better, CHAMPION, Promotion.ifCurrentIs(champion).withGates(gate(RULE)));
        assertThat(registry.resolveAlias(HOUSE, CHAMPION)).isEqualTo(better);
    }

    @Test
    void anUnknownPathAndAnUndefinedRuleAreRefused() {
        int version = registry.resolveAlias(HOUSE, CHAMPION);
        for (String rule : List.of("modelkeel/promotion/alow", "nowhere", "more/gone")) {
            Verdict verdict = verdict(gate(rule), version);
            assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
            assertThat(verdict.reason())
                    .isEqualTo(
                            "OPA at " + opa + " has no value for " + rule
                                    + ": there is no such rule, or it is undefined for this input; check the path, and add 'default allow := false'");
        }
        assertThat(verdict(gate("more/word"), version).reason()).contains("gave neither true nor false");
        assertThat(verdict(gate("more/verdict"), version).reason())
                .isEqualTo("the policy does not allow it: no owner; no card");
    }

    @Test
    void aQuestionWithoutTheTokenIsRefused() {
        Verdict verdict = verdict(OpaGate.of(opa, RULE), registry.resolveAlias(HOUSE, CHAMPION));
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reason()).contains("refuses the question (HTTP 401)");
    }

    @Test
    void anOpaThatIsDownRefuses() throws IOException {
        OpaGate gate = OpaGate.of(URI.create("http://127.0.0.1:" + freePort()), RULE);
        Verdict verdict = verdict(gate, registry.resolveAlias(HOUSE, CHAMPION));
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reason()).contains("cannot be reached: the connection was refused");
    }
}
