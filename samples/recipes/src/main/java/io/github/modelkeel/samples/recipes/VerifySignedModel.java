package io.github.modelkeel.samples.recipes;

import io.github.modelkeel.client.LoggedModel;
import io.github.modelkeel.registry.ModelSigner;
import io.github.modelkeel.registry.ModelVerifier;
import io.github.modelkeel.registry.Registry;
import io.github.modelkeel.serving.ModelNotLoadableException;
import io.github.modelkeel.serving.Predictor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.Map;

/** Signs a model's files at release, and serves only what is signed. */
public final class VerifySignedModel {
    private VerifySignedModel() {}

    public static void main(String[] args) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC"); // or: openssl ecparam -name prime256v1 -genkey
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        Path privateKey = pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        Path publicKey = pem("PUBLIC KEY", keys.getPublic().getEncoded());
        LoggedModel logged = Houses.log(150, 100, 0.9);
        // region sign
        ModelSigner signer = ModelSigner.fromPem(privateKey, publicKey);
        try (Registry registry = Registry.open()) {
            registry.sign(logged, signer);
            registry.setAlias(registry.register("house-signed", logged), "champion");
        }
        // endregion
        // region require-signature
        ModelVerifier verifier = ModelVerifier.fromPem(publicKey);
        try (Registry registry = Registry.builder().requireSignedBy(verifier).open()) {
            Path files = registry.download(registry.resolve("models:/house-signed@champion"));
            System.out.println(files + " is signed");
        }
        // endregion
        // region serve-signed
        try (Predictor house = Predictor.builder("models:/house-signed@champion")
                .requireSignedBy(verifier)
                .load()) {
            System.out.println(house.predict(Map.of("sqft", 1500, "bedrooms", 3, "location", "rural")));
        }
        // endregion
        String unsigned = Houses.log(150, 100, 0.9).uri();
        try (Predictor house =
                Predictor.builder(unsigned).requireSignedBy(verifier).load()) {
            System.out.println(house + " must not be served");
        } catch (ModelNotLoadableException e) {
            System.out.println("refused: " + e.getMessage());
        }
    }

    private static Path pem(String type, byte[] content) throws IOException {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                Files.createTempFile("recipe", ".pem"),
                "-----BEGIN " + type + "-----\n" + base64 + "\n-----END " + type + "-----\n");
    }
}
