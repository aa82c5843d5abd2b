package io.github.modelkeel.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.client.ClientConfig;
import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.registry.ModelIntegrityException;
import io.github.modelkeel.registry.ModelSigner;
import io.github.modelkeel.registry.ModelVerifier;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.tracking.Run;
import io.github.modelkeel.tracking.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Model signatures made by Python's model_signing and by ours, each verified by the other. */
@ExtendWith(ServerLogOnFailure.class)
class ModelSigningInteropTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Path KEYS = Checkout.root().resolve("registry-client/src/test/resources/signing");

    @TempDir
    private Path work = Path.of("");

    /** How a model is signed and what is trusted. */
    enum Method {
        KEY("p256", "p256.pub"),
        CERTIFICATE("leaf", "root");

        private final String key;
        private final String trusted;

        Method(String key, String trusted) {
            this.key = key;
            this.trusted = trusted;
        }

        ModelSigner signer() throws IOException {
            String material = this == KEY ? "p256.pub.pem" : "leaf.pem";
            return ModelSigner.fromPem(KEYS.resolve(key + ".key.pem"), KEYS.resolve(material));
        }

        ModelVerifier verifier() throws IOException {
            return ModelVerifier.fromPem(KEYS.resolve(trusted + ".pem"));
        }

        void sign(ArrayNode steps, Path directory) {
            ObjectNode step = steps.addObject().put("action", "sign").put("directory", directory.toString());
            step.put("key", KEYS.resolve(key + ".key.pem").toString());
            if (this == CERTIFICATE) {
                step.put("certificate", KEYS.resolve("leaf-alone.pem").toString());
                step.putArray("chain").add(KEYS.resolve("intermediate.pem").toString());
            }
        }

        void verify(ArrayNode steps, Path directory) {
            ObjectNode step = steps.addObject().put("action", "verify").put("directory", directory.toString());
            step.put("kind", this == KEY ? "key" : "certificate");
            step.put("trusted", KEYS.resolve(trusted + ".pem").toString());
        }
    }

    private interface Damage {
        void to(Path directory) throws IOException;
    }

    private static final Map<String, Damage> DAMAGES = Map.of(
            "changed", directory -> Files.writeString(directory.resolve("model.json"), "{\"w\": 2}"),
            "added", directory -> Files.writeString(directory.resolve("deep/extra"), ""),
            "removed", directory -> Files.delete(directory.resolve("deep/weights.bin")));

    private static Path model(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("deep"));
        Files.writeString(directory.resolve("model.json"), "{\"w\": 1}");
        Files.writeString(directory.resolve("deep.txt"), "sorts between");
        Files.write(directory.resolve("deep/weights.bin"), new byte[100_000]);
        return directory;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    private List<String> python(ArrayNode steps, Map<String, String> variables) throws IOException {
        Path file = Files.writeString(work.resolve("steps.json"), steps.toString());
        JsonNode summary =
                PythonEnvironment.orSkip().run("model_signing_steps.py", work, LIMIT, variables, file.toString());
        List<String> errors = new ArrayList<>();
        summary.path("errors").forEach(error -> errors.add(error.asText("")));
        return errors;
    }

    private static ArrayNode steps() {
        return new ObjectMapper().createArrayNode();
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void pythonVerifiesWhatJavaSignedAndRefusesWhatWasChanged(Method method) throws IOException {
        Path signed = model(work.resolve("java"));
        method.signer().sign(signed);
        ArrayNode steps = steps();
        method.verify(steps, signed);
        for (Map.Entry<String, Damage> damage : DAMAGES.entrySet()) {
            Path damaged = work.resolve(damage.getKey());
            copy(signed, damaged);
            damage.getValue().to(damaged);
            method.verify(steps, damaged);
        }

        List<String> errors = python(steps, Map.of());

        assertThat(errors).hasSize(4);
        assertThat(errors.get(0)).isIn("", "null");
        assertThat(errors.subList(1, 4)).allSatisfy(error -> assertThat(error).startsWith("ValueError"));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void javaVerifiesWhatPythonSignedAndRefusesWhatWasChanged(Method method) throws IOException {
        Path signed = model(work.resolve("python"));
        ArrayNode steps = steps();
        method.sign(steps, signed);
        assertThat(python(steps, Map.of()).get(0)).isIn("", "null");

        method.verifier().verify(signed);

        for (Map.Entry<String, Damage> damage : DAMAGES.entrySet()) {
            Path damaged = work.resolve(damage.getKey());
            copy(signed, damaged);
            damage.getValue().to(damaged);
            assertThatThrownBy(() -> method.verifier().verify(damaged))
                    .isInstanceOf(ModelIntegrityException.class)
                    .hasMessageContaining("not those that were signed");
        }
    }

    @ParameterizedTest
    @EnumSource(ServerKind.class)
    void aLoggedModelIsSignedByEitherAndVerifiedByTheOther(ServerKind server) throws IOException {
        PythonEnvironment.orSkip();
        ClientConfig config = ClientConfig.builder(Map.of())
                .trackingUri(server.uri().toString())
                .cacheDirectory(work.resolve("cache"))
                .build();
        LoggedModel byJava = log(config);
        LoggedModel byPython = log(config);
        try (Registry strict = Registry.builder()
                .config(config)
                .requireSignedBy(Method.KEY.verifier())
                .open()) {
            strict.sign(byJava, Method.KEY.signer());
            ArrayNode steps = steps();
            fetch(steps, byJava, "by-java");
            Method.KEY.verify(steps, work.resolve("by-java"));
            fetch(steps, byPython, "by-python");
            Method.KEY.sign(steps, work.resolve("by-python"));
            steps.addObject()
                    .put("action", "upload")
                    .put("model_id", byPython.modelId())
                    .put("directory", work.resolve("by-python").toString());
            assertThat(python(steps, Map.of("MLFLOW_TRACKING_URI", server.uri().toString())))
                    .allSatisfy(error -> assertThat(error).isIn("", "null"));

            for (LoggedModel model : List.of(byJava, byPython)) {
                assertThat(strict.download(strict.resolve(model.uri())).resolve("model.sig"))
                        .exists();
            }
            LoggedModel unsigned = log(config);
            assertThatThrownBy(() -> strict.download(strict.resolve(unsigned.uri())))
                    .isInstanceOf(ModelIntegrityException.class)
                    .hasMessageContaining("is not signed");
        }
    }

    private void fetch(ArrayNode steps, LoggedModel model, String directory) {
        steps.addObject()
                .put("action", "fetch")
                .put("uri", model.uri())
                .put("directory", work.resolve(directory).toString());
    }

    private static LoggedModel log(ClientConfig config) {
        try (Tracker tracker = Tracker.open("interop-signing", config);
                Run run = tracker.startRun("signed")) {
            LoggedModel model = run.logModel("house", HouseModel.bundle()::writeTo);
            run.finish();
            return model;
        }
    }
}
