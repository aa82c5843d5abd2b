package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.model.operation.OneHot;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code OneHotEncoder}: a category becomes its index, the index becomes a 1 among zeros. */
public final class OneHotEncoders {
    private OneHotEncoders() {}

    /** Reads {@code OneHotEncoder}. */
    public static ColumnBlock read(Located encoder, ColumnBlock in, ProgramBuilder program) {
        List<Located> categories = Values.sized(encoder.attribute("categories_"), in.size());
        List<ColumnBlock> blocks = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            blocks.add(column(encoder, Categories.of(categories.get(i)), i, in.pick(List.of(i)), program));
        }
        ColumnBlock all =
                ColumnBlock.join(blocks, encoder.attribute("sparse_output").bool());
        return Values.isSingle(encoder.attribute("dtype")) ? program.single(all) : all;
    }

    private static ColumnBlock column(
            Located encoder, Categories categories, int index, ColumnBlock in, ProgramBuilder program) {
        Infrequent infrequent = Infrequent.of(encoder, index, categories.size());
        int dropped = Values.present(encoder, "_drop_idx_after_grouping")
                .map(drop -> Values.at(drop, index))
                .filter(drop -> !drop.isNone())
                .map(drop -> Values.index(drop, infrequent.count()))
                .orElse(-1);
        List<double[]> rows = new ArrayList<>();
        String[] labels = new String[infrequent.count()];
        for (int i = 0; i < categories.size(); i++) {
            int place = infrequent.places().get(i);
            rows.add(new double[] {position(place, dropped)});
            labels[place] = infrequent.rare().filter(rare -> rare == place).isPresent()
                    ? "infrequent_sklearn"
                    : categories.label(i);
        }
        ColumnBlock code = categories.lookUp(in, rows, unknown(encoder, infrequent, dropped), program);
        List<String> names = new ArrayList<>();
        for (int place = 0; place < labels.length; place++) {
            if (place != dropped) {
                names.add(in.names().get(0) + "_" + labels[place]);
            }
        }
        return names.isEmpty() ? in.pick(List.of()) : program.add(new OneHot(names.size()), code, names);
    }

    private static int position(int place, int dropped) {
        if (dropped < 0 || place < dropped) {
            return place;
        }
        return place == dropped ? -1 : place - 1;
    }

    private static Optional<double[]> unknown(Located encoder, Infrequent infrequent, int dropped) {
        String rule = Values.text(encoder, "handle_unknown");
        return switch (rule) {
            case "error" -> Optional.empty();
            case "ignore" -> Optional.of(new double[] {-1});
            case "infrequent_if_exist", "warn" ->
                Optional.of(new double[] {
                    infrequent.rare().map(rare -> position(rare, dropped)).orElse(-1)
                });
            default -> throw encoder.attribute("handle_unknown").refusal("the rule is unknown: " + rule);
        };
    }
}
