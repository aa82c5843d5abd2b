package io.github.modelkeel.boosters.model;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The categories that XGBoost 3.1 and later keep in the model: for each feature the bytes of all texts and where each ends, or whole
 * numbers of a type. Other features have an empty list. A file of an earlier version has the codes alone.
 */
final class XgboostCategories {
    /** What XGBoost calls arrays of whole numbers of 8 bits, with and without a sign, and of 16, 32 and 64 bits with one. */
    private static final Set<Integer> WHOLE = Set.of(9, 10, 11, 13, 15);

    private final DataNode model;

    XgboostCategories(DataNode model) {
        this.model = model;
    }

    /** The categories by feature; none for a file that has codes alone. */
    Map<Integer, FeatureCategories> read(int features) {
        Map<Integer, FeatureCategories> all = new TreeMap<>();
        List<DataNode> encoders = model.find("cats")
                .flatMap(cats -> cats.find("enc"))
                .map(DataNode::list)
                .orElse(List.of());
        if (!encoders.isEmpty() && encoders.size() != features) {
            throw model.bad("has categories of " + encoders.size() + " features, but " + features + " features");
        }
        for (int i = 0; i < encoders.size(); i++) {
            DataNode encoder = encoders.get(i);
            double[] values = encoder.get("values").numbers();
            boolean texts = encoder.find("offsets").isPresent();
            if (texts ? encoder.get("offsets").numbers().length > 0 : values.length > 0) {
                all.put(i, texts ? texts(encoder) : numbers(encoder, values));
            }
        }
        return all;
    }

    private static FeatureCategories numbers(DataNode encoder, double[] values) {
        if (!WHOLE.contains(encoder.get("type").integer())) {
            throw encoder.get("type").bad("is a type of categories that is not known; use texts or whole numbers");
        }
        return of(
                encoder,
                FeatureCategories.Kind.NUMBER,
                Arrays.stream(values).boxed().toList());
    }

    private static FeatureCategories texts(DataNode encoder) {
        int[] ends = encoder.get("offsets").integers();
        byte[] bytes = bytes(encoder.get("values"));
        if (ends[0] != 0 || ends[ends.length - 1] != bytes.length) {
            throw encoder.bad("has offsets that do not cover its texts");
        }
        List<String> texts = new ArrayList<>();
        for (int i = 1; i < ends.length; i++) {
            if (ends[i] < ends[i - 1]) {
                throw encoder.bad("has offsets that do not ascend");
            }
            texts.add(new String(bytes, ends[i - 1], ends[i] - ends[i - 1], StandardCharsets.US_ASCII));
        }
        return of(encoder, FeatureCategories.Kind.TEXT, texts);
    }

    /** XGBoost 3.2 counts characters and cuts bytes, so that what it stores of other texts are not the texts. */
    private static byte[] bytes(DataNode values) {
        double[] numbers = values.numbers();
        byte[] bytes = new byte[numbers.length];
        for (int i = 0; i < bytes.length; i++) {
            if (!(numbers[i] >= 0 && numbers[i] < 128)) {
                throw values.bad("has categories with characters outside ASCII, which XGBoost stores cut off; rename"
                        + " the categories and train again");
            }
            bytes[i] = (byte) numbers[i];
        }
        return bytes;
    }

    private static FeatureCategories of(DataNode encoder, FeatureCategories.Kind kind, List<?> keys) {
        try {
            return new FeatureCategories(kind, List.copyOf(keys), true);
        } catch (IllegalArgumentException e) {
            throw encoder.bad("cannot be read: " + e.getMessage());
        }
    }
}
