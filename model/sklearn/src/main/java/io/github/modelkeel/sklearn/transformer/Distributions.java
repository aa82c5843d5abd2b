package io.github.modelkeel.sklearn.transformer;

import io.github.modelkeel.model.operation.Bucketize;
import io.github.modelkeel.model.operation.NormalQuantiles;
import io.github.modelkeel.model.operation.Numbers;
import io.github.modelkeel.model.operation.OneHot;
import io.github.modelkeel.model.operation.Power;
import io.github.modelkeel.model.operation.Quantiles;
import io.github.modelkeel.sklearn.program.ColumnBlock;
import io.github.modelkeel.sklearn.program.Names;
import io.github.modelkeel.sklearn.program.ProgramBuilder;
import io.github.modelkeel.sklearn.python.node.Located;
import io.github.modelkeel.sklearn.reader.Values;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads the transformers that learned how a column's values are distributed: powers, quantiles and bins. */
public final class Distributions {
    private Distributions() {}

    /** Reads {@code PowerTransformer}. */
    public static ColumnBlock power(Located transformer, ColumnBlock in, ProgramBuilder program) {
        ColumnBlock numbers = program.doubles(in, transformer);
        String method = Values.text(transformer, "method");
        Power.Form form = switch (method) {
            case "yeo-johnson" ->
                Values.since(transformer, 1, 9) ? Power.Form.YEO_JOHNSON : Power.Form.YEO_JOHNSON_BY_POW;
            case "box-cox" -> Power.Form.BOX_COX;
            default -> throw transformer.attribute("method").refusal("the method is unknown: " + method);
        };
        Numbers lambdas = Values.numbers(transformer, "lambdas_", in.size());
        ColumnBlock powers = program.uncertain(program.add(new Power(form, lambdas), numbers, in.names()));
        return transformer.attribute("standardize").bool()
                ? Scalers.standard(transformer.attribute("_scaler"), powers, program)
                : powers;
    }

    /** Reads {@code QuantileTransformer}. */
    public static ColumnBlock quantiles(Located transformer, ColumnBlock in, ProgramBuilder program) {
        if (in.sparse()) {
            throw transformer.refusal(
                    "quantiles of a sparse matrix are not supported; set sparse_output=False where it is" + " made");
        }
        ColumnBlock numbers = program.doubles(in, transformer);
        Located distribution = transformer.attribute("output_distribution");
        boolean normal = Values.isText(distribution, "normal");
        if (!normal && !Values.isText(distribution, "uniform")) {
            throw distribution.refusal("the distribution is unknown: " + distribution.text());
        }
        double[] references = transformer.attribute("references_").doubles();
        Located table = transformer.attribute("quantiles_");
        double[] values = Values.sized(table, table.doubles(), Math.multiplyExact(references.length, in.size()));
        List<Numbers> quantiles = new ArrayList<>();
        for (int column = 0; column < in.size(); column++) {
            double[] own = new double[references.length];
            for (int i = 0; i < own.length; i++) {
                own[i] = values[i * in.size() + column];
            }
            quantiles.add(Values.finite(own, table));
        }
        Numbers shares = Numbers.of(references);
        return program.add(
                normal ? new NormalQuantiles(quantiles, shares) : new Quantiles(quantiles, shares),
                numbers,
                in.names());
    }

    /** Reads {@code KBinsDiscretizer}. */
    public static ColumnBlock bins(Located discretizer, ColumnBlock in, ProgramBuilder program) {
        ColumnBlock numbers = program.completeDoubles(in, discretizer);
        List<Located> edges = Values.sized(discretizer.attribute("bin_edges_"), in.size());
        List<Integer> counts = Values.indices(discretizer.attribute("n_bins_"), 1 << 20);
        List<Numbers> inner = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            double[] all = edges.get(i).doubles();
            if (i >= counts.size() || all.length != counts.get(i) + 1 || all.length < 2) {
                throw edges.get(i).refusal("the number of edges does not fit the number of bins");
            }
            inner.add(Numbers.of(Arrays.copyOfRange(all, 1, all.length - 1)));
        }
        ColumnBlock ordinal = program.add(new Bucketize(inner), numbers, in.names());
        if (Values.isSingle(discretizer.attribute("dtype"))) {
            program.single(ordinal);
        }
        String encode = Values.text(discretizer, "encode");
        if (encode.equals("ordinal")) {
            return ordinal;
        }
        List<ColumnBlock> blocks = new ArrayList<>();
        for (int i = 0; i < in.size(); i++) {
            List<String> names = Names.numbered(in.names().get(i) + "_", counts.get(i));
            blocks.add(program.add(new OneHot(counts.get(i)), ordinal.pick(List.of(i)), names));
        }
        return ColumnBlock.join(blocks, encode.equals("onehot"));
    }
}
