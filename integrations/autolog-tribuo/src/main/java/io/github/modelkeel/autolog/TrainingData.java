package io.github.modelkeel.autolog;

import io.github.modelkeel.tracking.Dataset;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tribuo.Example;
import org.tribuo.Feature;
import org.tribuo.VariableInfo;

/** A Tribuo data set as an input of a run: a digest of its examples in their order, its features as columns, and its size. */
final class TrainingData {
    private static final int DIGEST_LENGTH = 32;
    private static final int MAX_NAME = 500;
    private static final int MAX_COLUMNS = 5_000;
    private static final String TARGET = "target";

    private TrainingData() {}

    static Dataset describe(org.tribuo.Dataset<?> data) {
        TreeSet<String> features = new TreeSet<>();
        for (VariableInfo feature : data.getFeatureMap()) {
            features.add(feature.getName());
        }
        String profile = "{\"num_rows\":" + data.size() + ",\"num_elements\":"
                + (long) data.size() * (features.size() + 1) + "}";
        Dataset columns = Dataset.ofColumns("columns", columns(features));
        return new Dataset(
                name(data), digest(data), "code", columns.source(), schema(columns, features.size()), profile);
    }

    private static String name(org.tribuo.Dataset<?> data) {
        String name = data.getSourceProvenance().getClassName();
        String shown = data.getSourceDescription().isBlank() ? name : data.getSourceDescription();
        return Hyperparameters.cut(shown, MAX_NAME);
    }

    /** One row of every column, for its type: Tribuo's features are numbers. */
    private static Map<String, List<?>> columns(Set<String> features) {
        Map<String, List<?>> columns = new LinkedHashMap<>();
        features.stream().limit(MAX_COLUMNS).forEach(feature -> columns.put(feature, List.of(0.0)));
        columns.put(TARGET, new ArrayList<>(List.of("")));
        return columns;
    }

    private static @Nullable String schema(Dataset columns, int features) {
        return features > MAX_COLUMNS ? null : columns.schema();
    }

    private static String digest(org.tribuo.Dataset<?> data) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
        for (Example<?> example : data) {
            update(digest, String.valueOf(example.getOutput()));
            for (Feature feature : example) {
                update(digest, feature.getName());
                digest.update(ByteBuffer.allocate(Double.BYTES)
                        .putDouble(feature.getValue())
                        .flip());
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGEST_LENGTH);
    }

    private static void update(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        digest.update(bytes);
    }
}
