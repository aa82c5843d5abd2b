package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.ScaleShift;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.DictNode;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.reader.PartReader;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what lets transformers work side by side: {@code ColumnTransformer} and {@code FeatureUnion}. */
public final class Compositions {
    private Compositions() {}

    /** Reads {@code FeatureUnion}. */
    public static ColumnBlock union(Located union, ColumnBlock in, ProgramBuilder program, PartReader parts) {
        List<ColumnBlock> blocks = new ArrayList<>();
        boolean sparse = false;
        for (Located entry : union.attribute("transformer_list").elements()) {
            Located transformer = entry.element(1);
            if (!Values.isText(transformer, "drop")) {
                ColumnBlock columnBlock = parts.transformer(transformer, in, program);
                sparse |= columnBlock.sparse();
                blocks.add(weighted(union, entry.element(0).text(), columnBlock, program));
            }
        }
        return ColumnBlock.join(blocks, sparse);
    }

    /**
     * The fitted transformers keep the columns that they were given as indices, whatever names, masks, slices or functions chose
     * them.
     */
    public static ColumnBlock columns(Located transformer, ColumnBlock in, ProgramBuilder program, PartReader parts) {
        Located indices = transformer.attribute("_transformer_to_input_indices");
        List<ColumnBlock> blocks = new ArrayList<>();
        for (Located entry : transformer.attribute("transformers_").elements()) {
            String name = entry.element(0).text();
            Located inner = entry.element(1);
            ColumnBlock chosen = in.pick(Values.indices(indices.entry(name), in.size()));
            if (chosen.size() > 0 && !Values.isText(inner, "drop")) {
                ColumnBlock columnBlock = parts.transformer(inner, chosen, program);
                blocks.add(weighted(transformer, name, columnBlock, program));
            }
        }
        return ColumnBlock.join(blocks, Values.flag(transformer, "sparse_output_", false));
    }

    private static ColumnBlock weighted(Located owner, String name, ColumnBlock columnBlock, ProgramBuilder program) {
        Optional<Node> weight = Values.present(owner, "transformer_weights").flatMap(weights -> {
            if (weights.node() instanceof DictNode dict) {
                return dict.find(name);
            }
            throw weights.refusal(
                    "a dictionary is expected, it is " + weights.node().kind());
        });
        if (weight.isEmpty() || weight.get() instanceof Node.None || columnBlock.size() == 0) {
            return columnBlock;
        }
        Located place = new Located(owner.file(), owner.path() + ".transformer_weights['" + name + "']", weight.get());
        Numbers factors =
                Values.finite(Values.all(place.number(), columnBlock.size()).toArray(), place);
        ColumnBlock numbers = program.doubles(columnBlock, owner);
        return program.add(new ScaleShift(factors, Values.all(-0.0, columnBlock.size())), numbers, columnBlock.names());
    }
}
