package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code OrdinalEncoder}, a number a category, and {@code TargetEncoder}, the mean of the target in the category. */
public final class OrdinalEncoders {
    private OrdinalEncoders() {}

    /** Reads {@code OrdinalEncoder}. */
    public static ColumnBlock read(Located encoder, ColumnBlock in, ProgramBuilder program) {
        List<Located> all = Values.sized(encoder.attribute("categories_"), in.size());
        String rule = Values.text(encoder, "handle_unknown");
        if (!rule.equals("error") && !rule.equals("use_encoded_value")) {
            throw encoder.attribute("handle_unknown").refusal("the rule is unknown: " + rule);
        }
        Optional<double[]> unknown = rule.equals("error")
                ? Optional.empty()
                : Optional.of(new double[] {Values.numberOf(encoder.attribute("unknown_value"))});
        List<ColumnBlock> blocks = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            Categories categories = Categories.of(all.get(i));
            ColumnBlock code = categories.lookUp(in.pick(List.of(i)), codes(encoder, categories, i), unknown, program);
            blocks.add(new ColumnBlock(code.slots(), in.names().subList(i, i + 1)));
        }
        ColumnBlock codes = ColumnBlock.join(blocks, false);
        return Values.isSingle(encoder.attribute("dtype")) ? program.single(codes) : codes;
    }

    /** Missing values have a code of their own when they are NaN; None is a category as any other. */
    private static List<double[]> codes(Located encoder, Categories categories, int column) {
        int missing = missingIndex(encoder.attribute("_missing_indices"), column, categories);
        Infrequent infrequent = Infrequent.of(encoder, column, categories.size() - (missing < 0 ? 0 : 1));
        List<double[]> codes = new ArrayList<>();
        for (int i = 0; i < categories.size(); i++) {
            double code = i == missing
                    ? Values.numberOf(encoder.attribute("encoded_missing_value"))
                    : infrequent.places().get(i);
            codes.add(new double[] {code});
        }
        return codes;
    }

    private static int missingIndex(Located indices, int column, Categories categories) {
        if (!(indices.node() instanceof DictNode dict)) {
            throw indices.refusal(
                    "a dictionary is expected, it is " + indices.node().kind());
        }
        for (DictNode.Entry entry : dict.entries()) {
            if (Node.plain(entry.key()) instanceof Long key && key == column) {
                if (Node.plain(entry.value()) instanceof Long index
                        && index == categories.size() - 1
                        && categories.missing() == index) {
                    return categories.missing();
                }
                throw indices.refusal("it names a category that is not the missing one");
            }
        }
        return -1;
    }

    /** Reads {@code TargetEncoder}. */
    public static ColumnBlock target(Located encoder, ColumnBlock in, ProgramBuilder program) {
        List<Located> all = Values.sized(encoder.attribute("categories_"), in.size());
        boolean many = Values.text(encoder, "target_type_").equals("multiclass");
        double[] means = Values.doubles(encoder.attribute("target_mean_"));
        if (!many && means.length != 1) {
            throw encoder.attribute("target_mean_").refusal("it has " + means.length + " values, not 1");
        }
        List<Located> encodings = Values.sized(encoder.attribute("encodings_"), in.size() * means.length);
        List<ColumnBlock> blocks = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            Categories categories = Categories.of(all.get(i));
            List<double[]> rows = new ArrayList<>();
            for (int j = 0; j < categories.size(); j++) {
                rows.add(new double[means.length]);
            }
            for (int k = 0; k < means.length; k++) {
                Located encoding = encodings.get(i * means.length + k);
                double[] values = Values.sized(encoding, encoding.doubles(), categories.size());
                for (int j = 0; j < values.length; j++) {
                    rows.get(j)[k] = values[j];
                }
            }
            ColumnBlock means1 = categories.lookUp(in.pick(List.of(i)), rows, Optional.of(means), program);
            blocks.add(
                    many ? means1 : new ColumnBlock(means1.slots(), in.names().subList(i, i + 1)));
        }
        return ColumnBlock.join(blocks, false);
    }
}
