package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.model.Output;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.serving.PredictorStatus;
import io.github.modelkeel.servinghttp.json.JsonInput;
import io.github.modelkeel.servinghttp.json.ReplyWriter;
import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.Call;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Plain rows, as services with FastAPI take and answer them. Safe for use by multiple threads. */
public final class RowsProtocol {
    private final JsonInput input;

    /** Reads rows within limits. */
    public RowsProtocol(JsonInput input) {
        this.input = input;
    }

    /** Adds the paths of a model; those without a name belong to the first one. */
    public void addTo(Routes routes, ServedModel model, boolean first) {
        if (first) {
            add(routes, "/predict", "/predict", call -> one(model, call));
            add(routes, "/batch-predict", "/batch-predict", call -> many(model, call));
            add(routes, "/predict/batch", "/predict/batch", call -> many(model, call));
            routes.add("GET", "/health", "/health", ErrorForm.DETAIL, call -> health(model));
        }
        String path = "/models/" + model.name();
        add(routes, path + "/predict", "/models/{name}/predict", call -> one(model, call));
        add(routes, path + "/predict/batch", "/models/{name}/predict/batch", call -> many(model, call));
        routes.add("GET", path + "/health", "/models/{name}/health", ErrorForm.DETAIL, call -> health(model));
    }

    private static void add(Routes routes, String path, String label, Endpoint endpoint) {
        routes.add("POST", path, label, ErrorForm.DETAIL, endpoint);
    }

    private Answer one(ServedModel model, Call call) {
        long start = System.nanoTime();
        call.requireJson();
        Prediction prediction = model.one(input.row(call.body()));
        RowNames names = model.names();
        ReplyWriter to = new ReplyWriter();
        write(to, prediction, names);
        return timed(to, names.processingTime(), start);
    }

    private Answer many(ServedModel model, Call call) {
        long start = System.nanoTime();
        call.requireJson();
        List<Prediction> predictions = model.many(input.rows(call.body()));
        RowNames names = model.names();
        ReplyWriter to = new ReplyWriter().name("predictions").openList();
        for (Prediction each : predictions) {
            write(to.openObject(), each, names);
            to.closeObject();
        }
        return timed(to.closeList(), names.processingTime(), start);
    }

    private static Answer timed(ReplyWriter to, @Nullable String name, long start) {
        if (name != null) {
            to.name(name).thousandths((System.nanoTime() - start + 500) / 1_000);
        }
        return Answer.json(200, to.finish());
    }

    private static void write(ReplyWriter to, Prediction prediction, RowNames names) {
        String main = names.prediction();
        if (main != null) {
            Predicted.write(to.name(main), prediction);
        }
        Output output = prediction.output();
        if (output.hasLabel()) {
            writeClass(to, output, names);
        }
        prediction.id().ifPresent(id -> to.name("prediction_id").text(id));
        String version = names.modelVersion();
        if (version != null) {
            to.name(version).whole(prediction.modelVersion());
        }
    }

    private static void writeClass(ReplyWriter to, Output output, RowNames names) {
        boolean two = output.classes().size() == 2;
        String probability = names.probability();
        if (probability != null && two && output.hasProbabilities()) {
            to.name(probability).number(output.classProbabilities().get(1));
        }
        String decision = names.decision();
        if (decision != null && two) {
            to.name(decision).flag(output.classIndex() == 1);
        }
        String probabilities = names.probabilities();
        if (probabilities != null && output.hasProbabilities()) {
            to.name(probabilities).value(output.probabilities());
        }
    }

    private static Answer health(ServedModel model) {
        PredictorStatus status = model.predictor().status();
        boolean answers = model.predictor().isReady();
        ReplyWriter to = new ReplyWriter().name("status").text(nameOf(status.state()));
        to.name("model").text(status.modelName());
        to.name("model_version").whole(status.modelVersion());
        to.name("staleness_seconds").number(status.staleness().toMillis() / 1e3);
        to.name("problem").text(status.problem());
        return Answer.json(answers ? 200 : 503, to.finish());
    }

    /** What probes and dashboards know a state by. It may not change. */
    private static String nameOf(PredictorStatus.State state) {
        return state == PredictorStatus.State.REJECTED
                ? "held_back"
                : state.name().toLowerCase(Locale.ROOT);
    }
}
