package io.github.modelkeel.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.modelkeel.client.internal.Pem;
import io.github.modelkeel.registry.signature.CertificateTrust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures of directories, by Python's implementation and by ours. */
class ModelSignatureTest {
    @TempDir
    private Path root = Path.of("");

    private static void refused(ModelVerifier verifier, Path directory, String why) {
        assertThatExceptionOfType(ModelIntegrityException.class)
                .isThrownBy(() -> verifier.verify(directory))
                .withMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource({"python-p256, p256.pub", "python-p384, p384.pub", "python-p521, p521.pub", "python-leaf, root"})
    void whatPythonSignedIsVerified(String model, String trusted) throws IOException {
        assertThat(SigningFiles.verifier(trusted).verify(SigningFiles.of(model)))
                .matches("[0-9a-f]{64}|CN=Modelkeel test signer");
    }

    @ParameterizedTest
    @CsvSource({
        "p256, p256.pub, p256.pub",
        "p384, p384.pub, p384.pub",
        "p521, p521.pub, p521.pub",
        "leaf, leaf, root",
        "leaf, leaf, intermediate",
        "leaf, leaf-alone, intermediate",
        "leaf, leaf, leaf-alone",
        "code, code, root"
    })
    void whatWeSignIsVerified(String key, String material, String trusted) throws IOException {
        Path model = SigningFiles.copy("python-p256", root.resolve("model"));

        assertThat(SigningFiles.signer(key, material).sign(model)).isEqualTo(model.resolve("model.sig"));

        SigningFiles.verifier(trusted).verify(model);
        Files.writeString(model.resolve("model.json"), "changed");
        refused(SigningFiles.verifier(trusted), model, "changed [model.json]");
        SigningFiles.signer(key, material).sign(model);
        SigningFiles.verifier(trusted).verify(model);
    }

    @ParameterizedTest
    @ValueSource(strings = {"python-p256", "python-leaf"})
    void everyChangeOfTheFilesIsRefused(String name) throws IOException {
        ModelVerifier verifier = SigningFiles.verifier(name.equals("python-leaf") ? "root" : "p256.pub");
        Path model = SigningFiles.copy(name, root.resolve("model"));
        verifier.verify(model);

        Path weights = model.resolve("deep/er/weights.bin");
        byte[] content = Files.readAllBytes(weights);
        for (int bit = 0; bit < 8; bit++) {
            byte[] changed = content.clone();
            changed[17] ^= (byte) (1 << bit);
            Files.write(weights, changed);
            refused(verifier, model, "changed [deep/er/weights.bin]");
        }
        Files.write(weights, content);
        Files.move(weights, model.resolve("weights.bin"));
        refused(verifier, model, "missing [deep/er/weights.bin], not signed [weights.bin]");
        Files.move(model.resolve("weights.bin"), weights);
        for (String extra : List.of("extra.bin", ".git", ".gitignore", "deep/model.sig", "MODEL.SIG2")) {
            Path added = Files.writeString(model.resolve(extra), "");
            refused(verifier, model, "not signed [" + extra + "]");
            Files.delete(added);
        }
        Files.createSymbolicLink(model.resolve("link"), weights);
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> verifier.verify(model));
        Files.delete(model.resolve("link"));
        Files.delete(weights);
        refused(verifier, model, "missing [deep/er/weights.bin]");
        Files.delete(model.resolve("model.sig"));
        refused(verifier, model, "is not signed");
    }

    @Test
    void onlyWhoIsTrustedMaySign() throws IOException {
        Path key = SigningFiles.of("python-p256");
        Path certificate = SigningFiles.of("python-leaf");

        refused(SigningFiles.verifier("other.pub"), key, "a key that is not trusted");
        refused(SigningFiles.verifier("p384.pub"), key, "a key that is not trusted");
        refused(SigningFiles.verifier("root"), key, "only certificates are trusted");
        refused(SigningFiles.verifier("p256.pub"), certificate, "only keys are trusted");
        refused(SigningFiles.verifier("other-root"), certificate, "does not lead to a trusted root");
        ModelVerifier both = ModelVerifier.ofKeys(
                Pem.read(SigningFiles.of("other.pub.pem")).onlyPublicKey(),
                Pem.read(SigningFiles.of("p256.pub.pem")).onlyPublicKey());
        assertThat(both.verify(key)).hasSize(64);
    }

    @Test
    void aChainWithoutItsMiddleDoesNotLeadToTheRoot() throws IOException {
        Path model = SigningFiles.copy("python-leaf", root.resolve("model"));
        SigningFiles.signer("leaf", "leaf-alone").sign(model);

        refused(SigningFiles.verifier("root"), model, "does not lead to a trusted root");
    }

    @Test
    void aCertificateMustBeValidNowUnlessThatIsWaived() throws IOException {
        Path expired = SigningFiles.of("python-expired");
        ModelVerifier verifier = SigningFiles.verifier("root");

        refused(verifier, expired, "has expired");
        assertThat(verifier.acceptingExpired().verify(expired)).isEqualTo("CN=Modelkeel test expired");
        assertThat(verifier.at(InstantSource.fixed(Instant.parse("2020-06-01T00:00:00Z")))
                        .verify(expired))
                .isEqualTo("CN=Modelkeel test expired");
        refused(verifier.at(InstantSource.fixed(Instant.parse("2019-06-01T00:00:00Z"))), expired, "is not valid yet");
        assertThat(SigningFiles.verifier("p256.pub").acceptingExpired().verify(SigningFiles.of("python-p256")))
                .hasSize(64);
    }

    @Test
    void aCertificateForSomethingElseMayNotSign() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningFiles.signer("unusable", "unusable"))
                .withMessageContaining("allows no signatures");
        ModelVerifier verifier = SigningFiles.verifier("root");
        CertificateTrust trust = new CertificateTrust(
                Pem.read(SigningFiles.of("root.pem")).certificates(), false, InstantSource.system());
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        trust.check(Pem.read(SigningFiles.of("unusable.pem")).certificates()))
                .withMessageContaining("allows no signatures");
        assertThat(verifier.acceptingExpired()).isNotSameAs(verifier);
    }

    @Test
    void keysThatDoNotBelongTogetherOrAreOfAnotherKindAreRefused() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningFiles.signer("p256", "other.pub"))
                .withMessageContaining("does not belong");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SigningFiles.signer("p256", "leaf"))
                .withMessageContaining("does not belong");
        assertThatIllegalArgumentException().isThrownBy(() -> SigningFiles.verifier("secp256k1.pub"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ModelSigner.fromPem(SigningFiles.of("root.pem"), SigningFiles.of("p256.pub.pem")))
                .withMessageContaining("PRIVATE KEY");
        assertThatIllegalArgumentException().isThrownBy(() -> ModelVerifier.ofKeys());
        assertThatIllegalArgumentException().isThrownBy(() -> ModelVerifier.ofCertificates(List.of()));
    }
}
