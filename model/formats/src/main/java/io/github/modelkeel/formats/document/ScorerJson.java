package io.github.modelkeel.formats.document;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.modelkeel.formats.internal.FileNames;
import io.github.modelkeel.formats.json.JsonIn;
import io.github.modelkeel.formats.json.JsonOut;
import io.github.modelkeel.formats.json.Limits;
import io.github.modelkeel.formats.operation.OperationForms;
import io.github.modelkeel.formats.operation.ValueForm;
import io.github.modelkeel.model.Scorer;
import io.github.modelkeel.model.operation.Program;
import io.github.modelkeel.model.operation.ProgramScorer;
import io.github.modelkeel.model.scorer.LinearScorer;
import io.github.modelkeel.model.scorer.TreeEnsembleScorer;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A scorer in JSON. How trees are written is in {@link TreesJson}. */
public final class ScorerJson {
    private static final String SAME = "same";

    /** The scorers that a file can hold. */
    public static final Set<Class<? extends Scorer>> SAVED =
            Set.of(LinearScorer.class, TreeEnsembleScorer.class, ProgramScorer.class);

    /** How the operations are written: one that has a scorer, as a scorer is written here. */
    public static final OperationForms OPERATIONS = new OperationForms(new Field());

    /** How a program is written, of a scorer or of the preprocessing. */
    static final ProgramJson PROGRAMS = new ProgramJson(OPERATIONS);

    private ScorerJson() {}

    /** A scorer that is the field of an operation. */
    private static final class Field implements ValueForm {
        @Override
        public void write(JsonGenerator out, Object value) throws IOException {
            ScorerJson.write(out, (Scorer) value);
        }

        @Override
        public Object read(JsonIn in) throws IOException {
            return ScorerJson.read(in);
        }
    }

    public static void write(JsonGenerator out, Scorer scorer) throws IOException {
        if (!SAVED.contains(scorer.getClass())) {
            throw new IllegalArgumentException(
                    "a scorer of the class " + scorer.getClass().getName()
                            + " cannot be saved; it must be a TreeEnsembleScorer, a LinearScorer or what a reader of models made");
        }
        out.writeStartObject();
        if (scorer instanceof LinearScorer linear) {
            out.writeStringField("kind", "linear");
            JsonOut.numberField(out, "intercept", linear.intercept());
            out.writeFieldName("order");
            out.writeArray(linear.order(), 0, linear.order().length);
            JsonOut.numbers(out, "weights", linear.weights());
        } else if (scorer instanceof TreeEnsembleScorer trees) {
            out.writeStringField("kind", "trees");
            TreesJson.write(out, trees);
        } else if (scorer instanceof ProgramScorer program) {
            out.writeStringField("kind", "program");
            out.writeFieldName("program");
            PROGRAMS.write(out, program.program());
        }
        out.writeEndObject();
    }

    /** A score function: written out unless it is the model's own scorer. */
    public static void writeOrSame(JsonGenerator out, Scorer function, Scorer own) throws IOException {
        if (function.equals(own)) {
            out.writeStartObject();
            out.writeStringField("kind", SAME);
            out.writeEndObject();
        } else {
            write(out, function);
        }
    }

    /** What {@link #writeOrSame} wrote. */
    public static Scorer readOrSame(JsonIn in, @Nullable Scorer own) throws IOException {
        Fields fields = new Fields();
        in.object(Set.of("kind"), name -> fields.read(name, in));
        if (!SAME.equals(fields.kind)) {
            return fields.scorer(in);
        }
        if (own == null) {
            throw in.bad("the model's scorer must come before its score functions");
        }
        return own;
    }

    /** Whether the scorer has something that version 2 cannot say. */
    public static boolean isBeyondVersion2(Scorer scorer) {
        if (!(scorer instanceof TreeEnsembleScorer ensemble)) {
            return scorer instanceof ProgramScorer;
        }
        return ensemble.trees().leafWidth() > 1
                || (ensemble.inputs() != TreeEnsembleScorer.Inputs.DOUBLE
                        && ensemble.inputs() != TreeEnsembleScorer.Inputs.FLOAT);
    }

    /** Whether the scorer has something that version 1 cannot say. */
    public static boolean isExtended(Scorer scorer) {
        return scorer instanceof TreeEnsembleScorer trees && TreesJson.isExtended(trees);
    }

    public static Scorer read(JsonIn in) throws IOException {
        Fields fields = new Fields();
        in.object(Set.of("kind"), name -> fields.read(name, in));
        return fields.scorer(in);
    }

    /** The fields of all kinds of scorers. */
    private static final class Fields {
        private @Nullable String kind;
        private @Nullable Program program;
        private @Nullable Double intercept;
        private int @Nullable [] order;
        private double @Nullable [] weights;
        private @Nullable Integer features;
        private TreeEnsembleScorer.@Nullable Comparison comparison;
        private TreeEnsembleScorer.@Nullable Inputs inputs;
        private TreeEnsembleScorer.@Nullable Sum sum;
        private @Nullable Double base;
        private int @Nullable [] treeSizes;
        private double @Nullable [] treeWeights;
        private int @Nullable [] feature;
        private double @Nullable [] value;
        private int @Nullable [] left;
        private int @Nullable [] right;
        private int @Nullable [] missingLeft;
        private double @Nullable [] bases;
        private int @Nullable [] treeOutputs;
        private int @Nullable [] zeroMissing;
        private int @Nullable [] categories;
        private @Nullable Integer leafWidth;
        private double @Nullable [] furtherValues;

        boolean read(String name, JsonIn in) throws IOException {
            switch (name) {
                case "kind" -> kind = in.string();
                case "program" -> program = PROGRAMS.read(in);
                case "intercept" -> intercept = in.number();
                case "order" -> order = in.integers(Limits.MAX_FEATURES);
                case "weights" -> weights = in.numbers(Limits.MAX_FEATURES);
                case "features" -> features = in.integer();
                case "comparison" -> comparison = in.constant(TreeEnsembleScorer.Comparison.values(), FileNames::of);
                case "inputs" -> inputs = in.constant(TreeEnsembleScorer.Inputs.values(), FileNames::of);
                case "sum" -> sum = in.constant(TreeEnsembleScorer.Sum.values(), FileNames::of);
                case "base" -> base = in.number();
                case "tree_sizes" -> treeSizes = in.integers(Limits.MAX_TREES);
                case "tree_weights" -> treeWeights = in.numbers(Limits.MAX_TREES);
                case "feature" -> feature = in.integers(Limits.MAX_NODES);
                case "value" -> value = in.numbers(Limits.MAX_NODES);
                case "left" -> left = in.integers(Limits.MAX_NODES);
                case "right" -> right = in.integers(Limits.MAX_NODES);
                case "missing_left" -> missingLeft = in.integers(Limits.MAX_NODES);
                case "bases" -> bases = in.numbers(Limits.MAX_CLASSES);
                case "tree_outputs" -> treeOutputs = in.integers(Limits.MAX_TREES);
                case "zero_missing" -> zeroMissing = in.integers(Limits.MAX_NODES);
                case "leaf_width" -> leafWidth = in.integer();
                case "further_values" -> furtherValues = in.numbers(Limits.MAX_LEAF_VALUES);
                case "categories" -> categories = in.integers(2 * Limits.MAX_NODES);
                default -> {
                    return false;
                }
            }
            return true;
        }

        Scorer scorer(JsonIn in) {
            String name = need(kind, "kind", in);
            return switch (name) {
                case "linear" ->
                    LinearScorer.inOrder(
                            need(order, "order", in), need(weights, "weights", in), need(intercept, "intercept", in));
                case "trees" -> trees(in);
                case "program" -> new ProgramScorer(need(program, "program", in));
                default -> throw in.bad("unknown scorer \"" + JsonIn.shorten(name) + '"');
            };
        }

        private Scorer trees(JsonIn in) {
            int[] sizes = need(treeSizes, "tree_sizes", in);
            double[] treeShares = need(treeWeights, "tree_weights", in);
            TreeEnsembleScorer.Builder trees = TreeEnsembleScorer.builder(need(features, "features", in))
                    .comparison(need(comparison, "comparison", in))
                    .inputs(need(inputs, "inputs", in))
                    .sums(need(sum, "sum", in), bases == null ? new double[] {need(base, "base", in)} : bases);
            Nodes nodes = nodes(in);
            int[] outputs = treeOutputs == null ? new int[sizes.length] : treeOutputs;
            if (treeShares.length != sizes.length || outputs.length != sizes.length) {
                throw in.bad("the lists of trees have different lengths");
            }
            int node = 0;
            for (int tree = 0; tree < sizes.length; tree++) {
                trees.tree(treeShares[tree], outputs[tree]);
                if (sizes[tree] < 0 || sizes[tree] > nodes.size() - node) {
                    throw in.bad("the trees' sizes do not add up to the nodes");
                }
                for (int end = node + sizes[tree]; node < end; node++) {
                    nodes.addTo(trees, node, in);
                }
            }
            if (node != nodes.size()) {
                throw in.bad("the trees' sizes do not add up to the nodes");
            }
            nodes.leaves().requireEnd(in);
            return trees.build();
        }

        private Nodes nodes(JsonIn in) {
            Nodes nodes = new Nodes(
                    need(feature, "feature", in),
                    need(value, "value", in),
                    need(left, "left", in),
                    need(right, "right", in),
                    need(missingLeft, "missing_left", in),
                    NodeExtension.of(zeroMissing, categories, in),
                    LeafValues.of(leafWidth, furtherValues, in));
            if (!nodes.sameLengths()) {
                throw in.bad("the lists of nodes have different lengths");
            }
            return nodes;
        }

        private static <T> T need(@Nullable T field, String name, JsonIn in) {
            if (field == null) {
                throw in.bad("the scorer lacks \"" + name + '"');
            }
            return field;
        }
    }

    /** The flat lists of nodes. */
    @SuppressWarnings("ArrayRecordComponent") // private, and read once
    private record Nodes(
            int[] feature,
            double[] value,
            int[] left,
            int[] right,
            int[] missingLeft,
            NodeExtension extension,
            LeafValues leaves) {
        int size() {
            return feature.length;
        }

        boolean sameLengths() {
            return value.length == size()
                    && left.length == size()
                    && right.length == size()
                    && missingLeft.length == size()
                    && extension.fits(size());
        }

        void addTo(TreeEnsembleScorer.Builder trees, int node, JsonIn in) {
            if (missingLeft[node] != 0 && missingLeft[node] != 1) {
                throw in.bad("missing_left must be 0 or 1");
            }
            if (feature[node] == -1) {
                trees.leaf(leaves.next(value[node], in));
            } else {
                boolean toLeft = missingLeft[node] == 1;
                int[] set = extension.categories(node);
                if (set != null) {
                    trees.categorical(feature[node], set, left[node], right[node], toLeft);
                } else {
                    trees.split(feature[node], value[node], left[node], right[node], toLeft);
                }
                if (extension.zeroMissing(node)) {
                    trees.zeroMissing();
                }
            }
        }
    }
}
