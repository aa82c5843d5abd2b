package io.github.modelkeel.registry.signature;

import io.github.modelkeel.client.ClientException;
import io.github.modelkeel.client.internal.ArtifactNames;
import io.github.modelkeel.client.internal.Json;
import io.github.modelkeel.client.internal.ModelManifest;
import io.github.modelkeel.client.internal.Sha256;
import io.github.modelkeel.client.internal.json.JsonArray;
import io.github.modelkeel.client.internal.json.JsonObject;
import io.github.modelkeel.client.internal.json.JsonValue;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** The in-toto statement of a model signature: every file's path and SHA-256. Immutable. */
public record SignedStatement(Map<String, String> files) {
    /** The name of the signature's file in a model's directory. */
    public static final String FILE_NAME = "model.sig";

    private static final String TYPE = "https://in-toto.io/Statement/v1";
    private static final String PREDICATE_TYPE = "https://model_signing/signature/v1.0";

    public SignedStatement {
        files = new TreeMap<>(files);
    }

    public static SignedStatement of(ModelManifest manifest) {
        Map<String, String> files = new TreeMap<>();
        manifest.files().forEach(file -> files.put(file.path(), file.sha256()));
        return new SignedStatement(files);
    }

    public byte[] toBytes() {
        JsonObject statement = Json.object().put("_type", TYPE);
        statement.put("predicateType", PREDICATE_TYPE);
        MessageDigest root = Sha256.newDigest();
        JsonObject predicate = statement.putObject("predicate");
        JsonObject serialization = predicate.putObject("serialization").put("method", "files");
        serialization.put("hash_type", "sha256").put("allow_symlinks", false);
        serialization.putArray("ignore_paths").add(FILE_NAME);
        JsonArray resources = predicate.putArray("resources");
        files.forEach((path, digest) -> {
            root.update(HexFormat.of().parseHex(digest));
            resources.addObject().put("name", path).put("algorithm", "sha256").put("digest", digest);
        });
        JsonObject subject = statement.putArray("subject").addObject().put("name", "model");
        subject.putObject("digest").put("sha256", HexFormat.of().formatHex(root.digest()));
        return Json.bytes(statement);
    }

    /** Reads a statement whose signature is right; what is wrong with it is an {@link IllegalArgumentException}. */
    public static SignedStatement parse(byte[] payload) {
        JsonValue statement = SignatureBundle.json(payload);
        SignatureBundle.equal(statement, "_type", TYPE);
        SignatureBundle.equal(statement, "predicateType", PREDICATE_TYPE);
        JsonValue serialization = statement.path("predicate").path("serialization");
        SignatureBundle.equal(serialization, "method", "files");
        SignatureBundle.equal(serialization, "hash_type", "sha256");
        MessageDigest root = Sha256.newDigest();
        Map<String, String> files = new TreeMap<>();
        for (JsonValue resource : statement.path("predicate").path("resources")) {
            SignatureBundle.equal(resource, "algorithm", "sha256");
            String digest = digest(resource.path("digest"));
            root.update(HexFormat.of().parseHex(digest));
            if (files.put(path(resource), digest) != null) {
                throw new IllegalArgumentException("it names a file twice");
            }
        }
        JsonValue subjects = statement.path("subject");
        String whole = HexFormat.of().formatHex(root.digest());
        if (subjects.size() != 1
                || !digest(subjects.path(0).path("digest").path("sha256")).equals(whole)) {
            throw new IllegalArgumentException("its overall digest does not match its parts");
        }
        return new SignedStatement(files);
    }

    private static String path(JsonValue resource) {
        try {
            return ArtifactNames.checkedPath(resource.path("name").asText(""));
        } catch (ClientException e) {
            throw new IllegalArgumentException("it names a file that is not safe to write: " + e.getMessage(), e);
        }
    }

    private static String digest(JsonValue node) {
        String text = node.asText("");
        if (!text.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("it holds a digest that is not 64 hexadecimal digits");
        }
        return text;
    }

    /** Compares the files that are there, but for the signature's own; what differs is an {@link IllegalArgumentException}. */
    public void checkSame(ModelManifest found) {
        Map<String, String> actual = new TreeMap<>(of(found).files);
        actual.remove(FILE_NAME);
        if (actual.equals(files)) {
            return;
        }
        TreeSet<String> missing = new TreeSet<>(files.keySet());
        missing.removeAll(actual.keySet());
        TreeSet<String> unknown = new TreeSet<>(actual.keySet());
        unknown.removeAll(files.keySet());
        TreeSet<String> changed = new TreeSet<>(files.keySet());
        changed.removeIf(path -> !actual.containsKey(path) || actual.get(path).equals(files.get(path)));
        throw new IllegalArgumentException("the files are not those that were signed: changed " + changed + ", missing "
                + missing + ", not signed " + unknown);
    }
}
