package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.Pem;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.registry.signature.SignatureBundle;
import io.github.modelkeel.registry.signature.SignedStatement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Arrays;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No bundle but the one that was made is accepted, and none costs much. */
class SignatureMutationTest {
    private static final int TRIALS = Integer.getInteger("modelkeel.mutations", 600);

    @TempDir
    private Path root = Path.of("");

    private Path model = Path.of("");

    @BeforeEach
    void copy() throws IOException {
        model = SigningFiles.copy("python-p256", root.resolve("model"));
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @CsvSource({"python-p256, p256.pub, 1", "python-leaf, root, 2", "ours-p256, p256.pub, 3", "ours-leaf, root, 4"})
    void aBundleWithAnyBitChangedIsRefused(String made, String trusted, long seed) throws IOException {
        ModelVerifier verifier = SigningFiles.verifier(trusted);
        if (made.startsWith("ours-")) {
            String key = made.substring("ours-".length());
            SigningFiles.signer(key, key.equals("leaf") ? key : key + ".pub").sign(model);
        } else {
            model = SigningFiles.copy(made, root.resolve("other"));
        }
        Path file = model.resolve(ModelSigner.FILE_NAME);
        byte[] bundle = Files.readAllBytes(file);
        ModelManifest files = ModelManifest.of(model, Set.of(ModelSigner.FILE_NAME));
        verifier.verify(model, files);
        SplittableRandom random = new SplittableRandom(seed);
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] changed = bundle.clone();
            int at = random.nextInt(changed.length);
            int bit = random.nextInt(8);
            changed[at] ^= (byte) (1 << bit);
            Files.write(file, changed);
            refused(verifier, files, "bit " + bit + " of byte " + at);
        }
    }

    @ParameterizedTest(name = "{0}, seed {2}")
    @CsvSource({"python-p256, p256.pub, 5", "python-leaf, root, 6"})
    void aBundleThatIsCutOrPatchedIsRefused(String made, String trusted, long seed) throws IOException {
        ModelVerifier verifier = SigningFiles.verifier(trusted);
        Path signed = SigningFiles.copy(made, root.resolve("other"));
        Path file = signed.resolve(ModelSigner.FILE_NAME);
        byte[] bundle = Files.readAllBytes(file);
        model = signed;
        ModelManifest files = ModelManifest.of(signed, Set.of(ModelSigner.FILE_NAME));
        SplittableRandom random = new SplittableRandom(seed);
        for (int trial = 0; trial < TRIALS / 3; trial++) {
            int from = random.nextInt(bundle.length);
            int to = Math.min(bundle.length, from + 1 + random.nextInt(40));
            Files.write(file, Arrays.copyOf(bundle, from));
            refused(verifier, files, "cut at " + from);
            byte[] without = Arrays.copyOf(bundle, from + bundle.length - to);
            System.arraycopy(bundle, to, without, from, bundle.length - to);
            Files.write(file, without);
            refused(verifier, files, "without " + from + " to " + to);
            byte[] patched = bundle.clone();
            for (int i = from; i < to; i++) {
                patched[i] = (byte) ('!' + random.nextInt(90));
            }
            Files.write(file, patched);
            if (!Arrays.equals(patched, bundle)) {
                refused(verifier, files, "patched from " + from + " to " + to);
            }
        }
    }

    private void refused(ModelVerifier verifier, ModelManifest files, String what) {
        Throwable refusal = catchThrowable(() -> verifier.verify(model, files));
        assertThat(refusal).as(what).isInstanceOf(ModelIntegrityException.class);
    }

    @Test
    void aStatementThatSaysSomethingElseIsRefusedThoughItsSignatureIsRight() throws Exception {
        statement(json -> json.put("_type", "https://in-toto.io/Statement/v0.1"), "_type must be");
        statement(json -> json.put("predicateType", "https://model_signing/Digests/v0.1"), "predicateType must be");
        statement(json -> serialization(json).put("method", "shards"), "method must be files");
        statement(json -> serialization(json).put("hash_type", "blake3"), "hash_type must be sha256");
        statement(json -> resource(json).put("algorithm", "blake2b"), "algorithm must be sha256");
        statement(json -> resource(json).put("name", "../../etc/passwd"), "not safe to write");
        statement(json -> resource(json).put("name", "/model.json"), "not safe to write");
        statement(json -> resource(json).put("name", "deep/er/weights.bin"), "names a file twice");
        statement(json -> resource(json).put("digest", "0".repeat(64)), "overall digest");
        statement(json -> resource(json).put("digest", "zz"), "64 hexadecimal digits");
        statement(json -> json.withArray("subject").addObject().put("name", "second"), "overall digest");
        statement(json -> json.putArray("subject"), "overall digest");
        statement(json -> json.remove("predicate"), "method must be files");
        statement(json -> ((JsonObject) json.path("predicate")).putArray("resources"), "overall digest");
        statement(json -> json.put("more", "is ignored, as the format says"), null);
    }

    private static JsonObject serialization(JsonObject json) {
        return (JsonObject) json.path("predicate").path("serialization");
    }

    private static JsonObject resource(JsonObject json) {
        return (JsonObject) json.path("predicate").path("resources").path(0);
    }

    private void statement(Consumer<JsonObject> change, @org.jspecify.annotations.Nullable String why)
            throws IOException, GeneralSecurityException {
        ModelManifest files = ModelManifest.of(model, Set.of(ModelSigner.FILE_NAME));
        JsonObject json = (JsonObject) Json.parse(SignedStatement.of(files).toBytes());
        change.accept(json);
        byte[] payload = Json.bytes(json);
        Pem key = Pem.read(SigningFiles.of("p256.key.pem"));
        Signature signing = Signature.getInstance("SHA256withECDSA");
        signing.initSign(key.privateKey());
        signing.update(SignatureBundle.toSign(payload));
        SignatureBundle bundle = new SignatureBundle(
                payload,
                signing.sign(),
                SignatureBundle.Material.ofKey(Pem.fingerprint(
                        Pem.read(SigningFiles.of("p256.pub.pem")).onlyPublicKey())));
        Files.write(model.resolve(ModelSigner.FILE_NAME), bundle.toBytes());
        ModelVerifier verifier = SigningFiles.verifier("p256.pub");
        if (why == null) {
            verifier.verify(model);
        } else {
            assertThatExceptionOfType(ModelIntegrityException.class)
                    .isThrownBy(() -> verifier.verify(model))
                    .withMessageContaining(why);
        }
    }

    @Test
    void aBundleIsReadWithinLimits() throws IOException {
        ModelVerifier verifier = SigningFiles.verifier("p256.pub");
        Path file = model.resolve(ModelSigner.FILE_NAME);
        for (String text : new String[] {
            "",
            "null",
            "[]",
            "{}",
            "\"x\"",
            "[".repeat(100_000),
            "{\"mediaType\":".repeat(1000),
            "{\"mediaType\":\"application/vnd.dev.sigstore.bundle.v0.1+json\"}",
            "{\"a\":1,\"a\":2}",
            "\u0000"
        }) {
            Files.writeString(file, text);
            assertThatExceptionOfType(ModelIntegrityException.class).isThrownBy(() -> verifier.verify(model));
        }
        byte[] large = new byte[SignatureBundle.MAX_BYTES + 1];
        Arrays.fill(large, (byte) ' ');
        Files.write(file, large);
        assertThatExceptionOfType(ModelIntegrityException.class)
                .isThrownBy(() -> verifier.verify(model))
                .withMessageContaining("more than");
        String bundle =
                new String(Files.readAllBytes(SigningFiles.of("python-leaf/model.sig")), StandardCharsets.UTF_8);
        String certificate = bundle.replaceAll("(?s).*?(\\{\"rawBytes\":\"[^\"]+\"\\}).*", "$1");
        Files.writeString(
                file,
                bundle.replaceFirst("\"certificates\":\\[", "\"certificates\":[" + (certificate + ",").repeat(20)));
        assertThatExceptionOfType(ModelIntegrityException.class)
                .isThrownBy(() -> SigningFiles.verifier("root").verify(model))
                .withMessageContaining("1 to 10 certificates");
    }
}
