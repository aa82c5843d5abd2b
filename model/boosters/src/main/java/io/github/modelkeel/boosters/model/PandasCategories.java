package io.github.modelkeel.boosters.model;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.github.modelkeel.boosters.model.FeatureCategories.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lists of categories that LightGBM's Python keeps behind the trees: one for each column of the data frame that was of the type
 * category, in the order of the columns, but without saying which columns those are.
 *
 * <p>Where the signature lists the texts and all lists are of texts, they belong to the columns of texts, since LightGBM takes
 * texts as categories only. Otherwise they belong to the features that LightGBM treats as categorical, which are the unordered columns
 * of the type category unless {@code categorical_feature} says something else; or to these and the texts together, which are the ordered
 * ones. When neither has as many features as there are lists, the model is refused.
 */
final class PandasCategories {
    private static final String NOTHING = "none";
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(2)
                    .maxStringLength(100_000)
                    .maxNumberLength(1000)
                    .build())
            .build();

    private final LightgbmText.Block header;
    private final int features;
    private final List<String> infos;
    private final BitSet categorical;

    /**
     * Categories of a model.
     *
     * @param header the first lines of the file
     * @param features how many features it has
     * @param named the features that the parameters in the file name as categorical, separated by commas
     */
    PandasCategories(LightgbmText.Block header, int features, String named) {
        this.header = header;
        this.features = features;
        this.infos = infos(header, features);
        this.categorical = categorical(named);
    }

    /** The features that the parameters name, and those of which the header lists what was seen instead of a range. */
    private BitSet categorical(String named) {
        BitSet all = new BitSet();
        for (String number : named.strip().split(",", -1)) {
            if (number.matches("[0-9]{1,9}") && Integer.parseInt(number) < features) {
                all.set(Integer.parseInt(number));
            }
        }
        for (int i = 0; i < infos.size(); i++) {
            if (!infos.get(i).startsWith("[") && !infos.get(i).equals(NOTHING)) {
                all.set(i);
            }
        }
        return all;
    }

    /** What was seen of each feature: a range in brackets, a list of categories, or nothing. */
    private static List<String> infos(LightgbmText.Block header, int features) {
        List<String> infos =
                List.of(header.find("feature_infos").orElse("").strip().split(" +", -1));
        return infos.size() == features ? infos : List.of();
    }

    /**
     * The categories by feature.
     *
     * @param json the lists
     * @param texts which features are texts, where a signature says so
     */
    Map<Integer, FeatureCategories> read(String json, Optional<BitSet> texts) {
        List<FeatureCategories> lists = parse(json);
        BitSet columns = lists.isEmpty() ? new BitSet() : columns(lists, texts);
        Map<Integer, FeatureCategories> all = new TreeMap<>();
        int column = -1;
        for (FeatureCategories list : lists) {
            column = columns.nextSetBit(column + 1);
            requireCodes(column, list.keys().size());
            all.put(column, list);
        }
        return all;
    }

    private BitSet columns(List<FeatureCategories> lists, Optional<BitSet> texts) {
        boolean onlyTexts = lists.stream().allMatch(list -> list.kind() == Kind.TEXT);
        BitSet both = (BitSet) categorical.clone();
        texts.ifPresent(both::or);
        List<BitSet> choices = onlyTexts && texts.isPresent() ? List.of(texts.get()) : List.of(categorical, both);
        return choices.stream()
                .filter(choice -> choice.cardinality() == lists.size())
                .findFirst()
                .orElseThrow(() -> header.bad("it was trained on " + lists.size()
                        + " pandas columns of the type category, but does not say which; log it with the signature"
                        + " of that data frame, and leave categorical_feature at 'auto'"));
    }

    /** No code that was seen in training may be beyond the categories. */
    private void requireCodes(int feature, int count) {
        String info = infos.isEmpty() ? NOTHING : infos.get(feature);
        for (String part : info.equals(NOTHING) ? new String[0] : info.split("[\\[\\]:]", -1)) {
            if (!part.isEmpty() && !(header.parse("feature_infos", part) < count)) {
                throw header.bad("feature " + feature + " has " + count + " categories, but the code "
                        + DataNode.shorten(part) + " was seen in training");
            }
        }
    }

    private List<FeatureCategories> parse(String json) {
        List<FeatureCategories> lists = new ArrayList<>();
        int left = FeatureCategories.MAX_CATEGORIES;
        try (JsonParser parser = JSON.createParser(json)) {
            require(parser.nextToken() == JsonToken.START_ARRAY);
            while (parser.nextToken() == JsonToken.START_ARRAY) {
                List<Object> keys = new ArrayList<>();
                List<JsonToken> tokens = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    require(--left >= 0);
                    tokens.add(parser.currentToken());
                    keys.add(key(parser));
                }
                lists.add(list(keys, tokens, lists.size()));
                require(lists.size() <= features);
            }
            require(parser.currentToken() == JsonToken.END_ARRAY && parser.nextToken() == null);
            return lists;
        } catch (IOException e) {
            throw header.bad("pandas_categorical is broken: " + DataNode.shorten(String.valueOf(e.getMessage())));
        }
    }

    private void require(boolean condition) {
        if (!condition) {
            throw header.bad("pandas_categorical is not a list of lists of categories, or is too long");
        }
    }

    private Object key(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE -> 1.0;
            case VALUE_FALSE -> 0.0;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Double.parseDouble(parser.getText()) + 0.0;
            default -> throw header.bad("pandas_categorical holds something else than texts, numbers and booleans");
        };
    }

    private FeatureCategories list(List<Object> keys, List<JsonToken> tokens, int index) {
        boolean booleans = tokens.stream().allMatch(JsonToken::isBoolean);
        if (!booleans && tokens.stream().anyMatch(JsonToken::isBoolean)) {
            throw header.bad("pandas_categorical mixes booleans with others");
        }
        Kind kind = booleans ? Kind.BOOLEAN : keys.get(0) instanceof String ? Kind.TEXT : Kind.NUMBER;
        try {
            return new FeatureCategories(kind, keys, false);
        } catch (IllegalArgumentException e) {
            throw header.bad("the list " + index + " of pandas_categorical cannot be read: " + e.getMessage());
        }
    }
}
