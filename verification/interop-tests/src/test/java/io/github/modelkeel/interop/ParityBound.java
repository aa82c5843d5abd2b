package io.github.modelkeel.interop;

import java.util.Map;
import java.util.TreeMap;

/**
 * How far a pipeline may be from Python, and why. A pipeline that is not in the table has Python's bits in every row.
 *
 * @param ulps the most, in units in the last place of the answer's size: that of the number itself, where Python says how large the terms
 *     of a sum are of the largest of them, and of probabilities of the largest of the row
 * @param reason why the bits differ
 */
record ParityBound(long ulps, Reason reason) {
    /** Why the bits of a pipeline can differ. */
    enum Reason {
        /** Trees and sums of trees. */
        EXACT("–"),
        EXPONENTIAL("an exponential or a logarithm: the C library's and Java's are both within 1 ulp of the true one"),
        PRODUCT("a matrix product: BLAS adds in an order of its own"),
        PRODUCTS("several inexact steps, each of which is carried on: products of matrices, powers, exponentials"),
        LIKELIHOOD("the exponential of a difference of sums of logarithms, each many times as large"),
        DISTANCE("the weight is 1 divided by a distance, which is a small difference of large products");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    static final ParityBound EXACT = new ParityBound(0, Reason.EXACT);

    private static final Map<String, ParityBound> TABLE = new TreeMap<>();

    static {
        put(4, Reason.EXPONENTIAL, "churn-gbc", "churn-gbc-exponential", "churn-hist", "churn-adaboost", "churn-lgb");
        put(4, Reason.EXPONENTIAL, "churn-lgb-sparse", "credit-gbc", "credit-gbc-classes", "credit-hist-classes");
        put(4, Reason.EXPONENTIAL, "credit-lgb-classes", "credit-lgb-texts", "credit-target-encoder");
        put(4, Reason.EXPONENTIAL, "churn-lgb-categories", "credit-lgb-categories-classes");
        put(4, Reason.EXPONENTIAL, "house-hist-gamma", "house-hist-poisson", "house-log-target");
        put(64, Reason.LIKELIHOOD, "churn-naive-bayes");
        put(
                4,
                Reason.PRODUCT,
                "house-linear",
                "house-lasso-bins",
                "house-elastic-net",
                "house-sgd",
                "house-normalizer");
        put(
                4,
                Reason.PRODUCT,
                "house-two-targets-ridge",
                "house-pca",
                "house-poisson",
                "house-stacking",
                "house-splines");
        put(
                4,
                Reason.PRODUCT,
                "churn-logistic",
                "churn-sgd",
                "churn-voting-soft",
                "churn-stacking",
                "churn-calibrated-svc");
        put(4, Reason.PRODUCT, "credit-logistic-classes", "credit-sgd-classes");
        put(8, Reason.PRODUCTS, "house-ridge-polynomial", "house-scaled-target", "house-power");
        put(16, Reason.PRODUCTS, "house-mlp", "churn-mlp", "credit-mlp-classes", "house-svr");
        // nearly all rows are within 4,096; one that was trained on may be 6e-7 of its size away, see docs/parity.md
        put(20_000_000_000L, Reason.DISTANCE, "house-neighbors");
    }

    private static void put(long ulps, Reason reason, String... names) {
        for (String name : names) {
            TABLE.put(name, new ParityBound(ulps, reason));
        }
    }

    String inWords() {
        return ulps == 0
                ? "bit for bit"
                : "within " + ulps + " ulp: " + reason.text().split(":", 2)[0];
    }

    static ParityBound of(String pipeline) {
        return TABLE.getOrDefault(pipeline, EXACT);
    }
}
