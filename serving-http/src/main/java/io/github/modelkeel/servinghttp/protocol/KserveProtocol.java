package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.model.Rows;
import io.github.modelkeel.servinghttp.json.JsonInput;
import io.github.modelkeel.servinghttp.json.Parts;
import io.github.modelkeel.servinghttp.json.ReplyWriter;
import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.Call;
import io.github.modelkeel.servinghttp.message.Refusal;
import java.util.List;
import java.util.Set;

/** KServe's protocol V1, which is TensorFlow Serving's. Safe for use by multiple threads. */
public final class KserveProtocol {
    /** What a body may have: TensorFlow Serving's clients name the signature, of which a model has one here. */
    private static final Set<String> MEMBERS = Set.of("instances", "inputs", "signature_name");

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
                        200, new ReplyWriter().name("status").text("alive").finish()));
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
        return Answer.json(200, new ReplyWriter().name("models").value(names).finish());
    }

    private static Answer ready(ServedModel model) {
        if (!model.predictor().isReady()) {
            throw model.notReady();
        }
        return model.ready(true);
    }

    private Answer predict(ServedModel model, Call call) {
        call.requireJson();
        return Predicted.asPython(model.many(rows(input.parts(call.body()))));
    }

    private static Rows rows(Parts body) {
        List<String> unknown =
                body.keys().stream().filter(key -> !MEMBERS.contains(key)).toList();
        if (!unknown.isEmpty()) {
            throw new Refusal(
                    400,
                    "the body has \"instances\" or \"inputs\", and may have \"signature_name\"; unknown: "
                            + unknown.stream()
                                    .limit(10)
                                    .map(KserveProtocol::shortened)
                                    .toList());
        }
        if (body.keys().contains("instances") && body.keys().contains("inputs")) {
            throw new Refusal(400, "the body has both \"instances\" and \"inputs\"; send one of them");
        }
        return body.keys().contains("inputs") ? body.rowsOrColumns("inputs") : body.rows("instances");
    }

    private static String shortened(String key) {
        return key.length() <= 100 ? key : key.substring(0, 97) + "...";
    }
}
