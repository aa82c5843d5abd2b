package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.servinghttp.json.JsonInput;
import io.github.modelkeel.servinghttp.json.Parts;
import io.github.modelkeel.servinghttp.json.ReplyWriter;
import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.Call;
import java.util.List;

/** KServe's protocol V1, which is TensorFlow Serving's. Safe for use by multiple threads. */
public final class KserveProtocol {
    private final JsonInput input;

    /** Reads rows within limits. */
    public KserveProtocol(JsonInput input) {
        this.input = input;
    }

    /** Adds the paths of all models. */
    public void addTo(Routes routes, List<ServedModel> models) {
        routes.addOpen(
                "/",
                ErrorForm.ERROR,
                call -> Answer.json(
                        200, ReplyWriter.object(to -> to.name("status").text("alive"))));
        routes.add("GET", "/v1/models", "/v1/models", ErrorForm.ERROR, call -> list(models));
        for (ServedModel model : models) {
            String path = "/v1/models/" + model.name();
            routes.add("GET", path, "/v1/models/{name}", ErrorForm.ERROR, call -> ready(model));
            routes.add(
                    "POST",
                    path + ":predict",
                    "/v1/models/{name}:predict",
                    ErrorForm.ERROR,
                    call -> predict(model, call));
        }
    }

    private static Answer list(List<ServedModel> models) {
        List<String> names = models.stream().map(ServedModel::name).toList();
        return Answer.json(200, ReplyWriter.object(to -> to.name("models").value(names)));
    }

    private static Answer ready(ServedModel model) {
        if (!model.predictor().isReady()) {
            throw model.notReady();
        }
        return Answer.json(
                200,
                ReplyWriter.object(
                        to -> to.name("name").text(model.name()).name("ready").flag(true)));
    }

    private Answer predict(ServedModel model, Call call) {
        call.requireJson();
        Parts body = input.parts(call.body());
        List<Prediction> predictions = model.many(
                body.keys().contains("inputs") && !body.has("instances")
                        ? body.rowsOrColumns("inputs")
                        : body.rows("instances"));
        return Answer.json(
                200,
                ReplyWriter.object(to -> to.name("predictions")
                        .list(list -> predictions.forEach(each -> Predicted.writeAsPython(list, each)))));
    }
}
