package io.github.modelkeel.formats.sklearn;

import io.github.modelkeel.formats.python.DictNode;
import io.github.modelkeel.formats.python.Located;
import io.github.modelkeel.formats.python.Node;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.Stretch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what lets transformers work side by side: {@code ColumnTransformer} and {@code FeatureUnion}. */
final class Compositions {
    private Compositions() {}

    static Block union(Located union, Block in, ProgramBuilder program) {
        List<Block> blocks = new ArrayList<>();
        boolean sparse = false;
        for (Located entry : union.attribute("transformer_list").elements()) {
            Located transformer = entry.element(1);
            if (!Values.isText(transformer, "drop")) {
                Block block = Transformers.read(transformer, in, program);
                sparse |= block.sparse();
                blocks.add(weighted(union, entry.element(0).text(), block, program));
            }
        }
        return Block.join(blocks, sparse);
    }

    /**
     * The fitted transformers keep the columns that they were given as indices, whatever names, masks, slices or functions chose
     * them.
     */
    static Block columns(Located transformer, Block in, ProgramBuilder program) {
        Located indices = transformer.attribute("_transformer_to_input_indices");
        List<Block> blocks = new ArrayList<>();
        for (Located entry : transformer.attribute("transformers_").elements()) {
            String name = entry.element(0).text();
            Located inner = entry.element(1);
            Block chosen = in.pick(Values.indices(indices.entry(name), in.size()));
            if (chosen.size() > 0 && !Values.isText(inner, "drop")) {
                Block block = Transformers.read(inner, chosen, program);
                blocks.add(weighted(transformer, name, block, program));
            }
        }
        return Block.join(blocks, Values.flag(transformer, "sparse_output_", false));
    }

    private static Block weighted(Located owner, String name, Block block, ProgramBuilder program) {
        Optional<Node> weight = Values.present(owner, "transformer_weights").flatMap(weights -> {
            if (weights.node() instanceof DictNode dict) {
                return dict.find(name);
            }
            throw weights.refusal(
                    "a dictionary is expected, it is " + weights.node().kind());
        });
        if (weight.isEmpty() || weight.get() instanceof Node.None || block.size() == 0) {
            return block;
        }
        Located place = new Located(owner.file(), owner.path() + ".transformer_weights['" + name + "']", weight.get());
        Numbers factors =
                Values.finite(Scalers.all(place.number(), block.size()).toArray(), place);
        Block numbers = program.doubles(block, owner);
        return program.add(new Stretch(factors, Scalers.all(-0.0, block.size())), numbers, block.names());
    }
}
