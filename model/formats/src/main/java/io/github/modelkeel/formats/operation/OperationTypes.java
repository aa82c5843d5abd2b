package io.github.modelkeel.formats.operation;

import io.github.modelkeel.model.operation.Activation;
import io.github.modelkeel.model.operation.Affine;
import io.github.modelkeel.model.operation.Binarize;
import io.github.modelkeel.model.operation.BoostedLogs;
import io.github.modelkeel.model.operation.BoostedVotes;
import io.github.modelkeel.model.operation.Bucketize;
import io.github.modelkeel.model.operation.Calculate;
import io.github.modelkeel.model.operation.CategoryIndex;
import io.github.modelkeel.model.operation.CenteredSoftmaxOfLogs;
import io.github.modelkeel.model.operation.Clip;
import io.github.modelkeel.model.operation.ClippedHalf;
import io.github.modelkeel.model.operation.Constant;
import io.github.modelkeel.model.operation.Fill;
import io.github.modelkeel.model.operation.FillFrom;
import io.github.modelkeel.model.operation.FillTexts;
import io.github.modelkeel.model.operation.Flag;
import io.github.modelkeel.model.operation.FloatAffine;
import io.github.modelkeel.model.operation.GaussianLogs;
import io.github.modelkeel.model.operation.IndexOfLargest;
import io.github.modelkeel.model.operation.Interpolate;
import io.github.modelkeel.model.operation.InversePower;
import io.github.modelkeel.model.operation.IsolationLabel;
import io.github.modelkeel.model.operation.IsolationScore;
import io.github.modelkeel.model.operation.LookupNumbers;
import io.github.modelkeel.model.operation.LookupTexts;
import io.github.modelkeel.model.operation.MissingNumber;
import io.github.modelkeel.model.operation.NearestFill;
import io.github.modelkeel.model.operation.Neighbors;
import io.github.modelkeel.model.operation.NormalQuantiles;
import io.github.modelkeel.model.operation.Normalize;
import io.github.modelkeel.model.operation.NormalizeToSum;
import io.github.modelkeel.model.operation.NumberFlags;
import io.github.modelkeel.model.operation.NumberTable;
import io.github.modelkeel.model.operation.OneHot;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.PairChoices;
import io.github.modelkeel.model.operation.PairProbabilities;
import io.github.modelkeel.model.operation.PairVotes;
import io.github.modelkeel.model.operation.Power;
import io.github.modelkeel.model.operation.Products;
import io.github.modelkeel.model.operation.Quantiles;
import io.github.modelkeel.model.operation.RequireFinite;
import io.github.modelkeel.model.operation.Round;
import io.github.modelkeel.model.operation.ScaleShift;
import io.github.modelkeel.model.operation.Score;
import io.github.modelkeel.model.operation.SoftmaxOfLogs;
import io.github.modelkeel.model.operation.Spline;
import io.github.modelkeel.model.operation.Standardize;
import io.github.modelkeel.model.operation.SupportKernel;
import io.github.modelkeel.model.operation.SupportVectors;
import io.github.modelkeel.model.operation.TensorChoice;
import io.github.modelkeel.model.operation.TensorConstant;
import io.github.modelkeel.model.operation.TensorConstants;
import io.github.modelkeel.model.operation.TensorFill;
import io.github.modelkeel.model.operation.TensorMap;
import io.github.modelkeel.model.operation.TensorNormalize;
import io.github.modelkeel.model.operation.TensorPair;
import io.github.modelkeel.model.operation.TensorReduce;
import io.github.modelkeel.model.operation.TextTable;
import io.github.modelkeel.model.operation.VoteCount;
import io.github.modelkeel.model.operation.WeightedMean;
import io.github.modelkeel.model.operation.WeightedMedian;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The operations that a file can name. This table is the only way from a name in a file to a class, and it holds only our own
 * operations. The names are part of the format: a class may be renamed in Java, its name here may not change. {@link OperationForms} has
 * the fields.
 */
public final class OperationTypes {
    private static final Map<String, Class<? extends Operation>> TYPES = new TreeMap<>();
    private static final Map<Class<?>, String> NAMES = new HashMap<>();

    static {
        add("activation", Activation.class);
        add("affine", Affine.class);
        add("boosted_logs", BoostedLogs.class);
        add("boosted_votes", BoostedVotes.class);
        add("bucketize", Bucketize.class);
        add("calculate", Calculate.class);
        add("category_index", CategoryIndex.class);
        add("clip", Clip.class);
        add("clipped_half", ClippedHalf.class);
        add("constant", Constant.class);
        add("exceeds", Binarize.class);
        add("fill", Fill.class);
        add("fill_from", FillFrom.class);
        add("fill_texts", FillTexts.class);
        add("flag", Flag.class);
        add("float_affine", FloatAffine.class);
        add("gaussian_logs", GaussianLogs.class);
        add("index_of_largest", IndexOfLargest.class);
        add("interpolate", Interpolate.class);
        add("inverse_power", InversePower.class);
        add("isolation_label", IsolationLabel.class);
        add("isolation_score", IsolationScore.class);
        add("centered_log_shares", CenteredSoftmaxOfLogs.class);
        add("log_shares", SoftmaxOfLogs.class);
        add("lookup_numbers", LookupNumbers.class);
        add("lookup_texts", LookupTexts.class);
        add("missing_number", MissingNumber.class);
        add("nearest_fill", NearestFill.class);
        add("neighbors", Neighbors.class);
        add("normal_quantiles", NormalQuantiles.class);
        add("normalize", Normalize.class);
        add("number_flags", NumberFlags.class);
        add("number_table", NumberTable.class);
        add("one_hot", OneHot.class);
        add("pair_choices", PairChoices.class);
        add("pair_probabilities", PairProbabilities.class);
        add("pair_votes", PairVotes.class);
        add("power", Power.class);
        add("products", Products.class);
        add("quantiles", Quantiles.class);
        add("require_finite", RequireFinite.class);
        add("round", Round.class);
        add("score", Score.class);
        add("shares", NormalizeToSum.class);
        add("spline", Spline.class);
        add("standardize", Standardize.class);
        add("stretch", ScaleShift.class);
        add("support_kernel", SupportKernel.class);
        add("support_vectors", SupportVectors.class);
        add("tensor_choice", TensorChoice.class);
        add("tensor_constant", TensorConstant.class);
        add("tensor_constants", TensorConstants.class);
        add("tensor_fill", TensorFill.class);
        add("tensor_map", TensorMap.class);
        add("tensor_normalize", TensorNormalize.class);
        add("tensor_pair", TensorPair.class);
        add("tensor_reduce", TensorReduce.class);
        add("text_table", TextTable.class);
        add("vote_count", VoteCount.class);
        add("weighted_mean", WeightedMean.class);
        add("weighted_median", WeightedMedian.class);
    }

    private OperationTypes() {}

    private static void add(String name, Class<? extends Operation> type) {
        if (TYPES.put(name, type) != null || NAMES.put(type, name) != null) {
            throw new IllegalStateException("two operations share the name " + name + " or its class");
        }
    }

    /** The class behind one of the {@linkplain #names() names}; null for any other text. */
    static @Nullable Class<? extends Operation> find(String name) {
        return TYPES.get(name);
    }

    public static Set<String> names() {
        return Collections.unmodifiableSet(TYPES.keySet());
    }

    public static String nameOf(Operation operation) {
        String name = NAMES.get(operation.getClass());
        if (name == null) {
            throw new IllegalArgumentException(
                    "an operation of the class " + operation.getClass().getName() + " cannot be saved");
        }
        return name;
    }
}
