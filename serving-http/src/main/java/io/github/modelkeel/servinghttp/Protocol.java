package io.github.modelkeel.servinghttp;

/** What a client and a {@link ScoringApi} agree on. Immutable, as every enum is. */
public enum Protocol {
    /**
     * Plain rows, as services with FastAPI take them: {@code POST /predict} with an object, {@code POST /batch-predict} and
     * {@code /predict/batch} with a list of objects, {@code GET /health} and {@code /ready}. Errors are <code>{"detail": …}</code>.
     */
    ROWS,
    /**
     * MLflow's scoring server: {@code POST /invocations} with {@code dataframe_split}, {@code dataframe_records}, {@code instances},
     * {@code inputs} or CSV, {@code GET /ping} and {@code /version}. It serves the first model.
     */
    MLFLOW,
    /** KServe's protocol V1: {@code POST /v1/models/NAME:predict}, {@code GET /v1/models/NAME}, {@code GET /}. */
    KSERVE_V1,
    /**
     * The Open Inference Protocol V2 over REST: {@code /v2/health/live}, {@code /v2/health/ready}, {@code /v2/models/NAME},
     * {@code /v2/models/NAME/ready} and {@code POST /v2/models/NAME/infer}, with data in JSON.
     */
    OPEN_INFERENCE
}
