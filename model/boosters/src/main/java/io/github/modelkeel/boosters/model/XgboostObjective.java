package io.github.modelkeel.boosters.model;

import io.github.modelkeel.model.Link;

/**
 * What an objective of XGBoost makes of a score.
 *
 * @param link from the score to the value
 * @param classes whether the values are probabilities of classes
 * @param base from the stored base score to the sum's start
 */
record XgboostObjective(Link link, boolean classes, Base base) {
    /** From the stored base score to the sum's start. */
    enum Base {
        PLAIN,
        LOGIT,
        LOG;

        float of(float stored) {
            return switch (this) {
                case PLAIN -> stored;
                case LOGIT -> -FloatLog.of(1.0f / stored - 1.0f);
                case LOG -> FloatLog.of(stored);
            };
        }
    }

    static XgboostObjective of(String name, DataNode where) {
        return switch (name) {
            case "reg:squarederror",
                    "reg:linear",
                    "reg:squaredlogerror",
                    "reg:pseudohubererror",
                    "reg:absoluteerror",
                    "reg:quantileerror",
                    "rank:pairwise",
                    "rank:ndcg",
                    "rank:map" -> new XgboostObjective(Link.IDENTITY, false, Base.PLAIN);
            case "reg:logistic" -> new XgboostObjective(Link.FLOAT_LOGISTIC, false, Base.LOGIT);
            case "binary:logistic" -> new XgboostObjective(Link.FLOAT_LOGISTIC, true, Base.LOGIT);
            case "binary:logitraw" -> new XgboostObjective(Link.IDENTITY, false, Base.PLAIN);
            case "binary:hinge" -> new XgboostObjective(Link.STEP, true, Base.PLAIN);
            case "multi:softprob", "multi:softmax" -> new XgboostObjective(Link.FLOAT_SOFTMAX, true, Base.PLAIN);
            case "count:poisson", "reg:gamma", "reg:tweedie", "survival:aft", "survival:cox" ->
                new XgboostObjective(Link.FLOAT_EXP, false, Base.LOG);
            default ->
                throw where.bad("is the objective " + DataNode.shorten(name)
                        + ", which has no known link; train with a built-in objective of reg:, binary:, multi:, rank: or"
                        + " count:");
        };
    }
}
