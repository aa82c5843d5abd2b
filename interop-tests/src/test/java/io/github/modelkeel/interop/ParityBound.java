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
        PRODUCTS("products of matrices one after the other, and an exponential"),
        DISTANCE("distances are sums that BLAS adds in an order of its own");

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
        put(4, Reason.EXPONENTIAL, "house-hist-gamma", "house-hist-poisson", "house-log-target");
        put(4, Reason.PRODUCT, "house-linear", "house-scaled-target", "house-ridge-polynomial", "house-lasso-bins");
        put(4, Reason.PRODUCT, "house-elastic-net", "house-sgd", "house-two-targets-ridge", "house-normalizer");
        put(4, Reason.PRODUCT, "house-poisson", "house-stacking", "churn-logistic", "churn-sgd");
        put(4, Reason.PRODUCT, "credit-logistic-classes", "credit-sgd-classes", "churn-voting-soft", "churn-stacking");
    }

    private static void put(long ulps, Reason reason, String... names) {
        for (String name : names) {
            TABLE.put(name, new ParityBound(ulps, reason));
        }
    }

    static ParityBound of(String pipeline) {
        return TABLE.getOrDefault(pipeline, EXACT);
    }
}
