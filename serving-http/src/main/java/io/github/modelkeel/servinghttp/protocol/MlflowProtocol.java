package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.model.Rows;
import io.github.modelkeel.servinghttp.json.JsonInput;
import io.github.modelkeel.servinghttp.json.Parts;
import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.Call;
import io.github.modelkeel.servinghttp.message.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What MLflow's scoring server answers ({@code mlflow models serve}): {@code /invocations} with {@code dataframe_split},
 * {@code dataframe_records}, {@code instances} or {@code inputs} in JSON, or CSV. Safe for use by multiple threads.
 */
public final class MlflowProtocol {
    /** The version of MLflow whose scoring protocol this is; clients ask for it. */
    private static final String VERSION = "3.17.2";

    /** The keys that hold rows; a body has exactly one of them. */
    static final List<String> FORMS = List.of("dataframe_split", "dataframe_records", "instances", "inputs");

    private final JsonInput input;

    /** Reads rows within limits. */
    public MlflowProtocol(JsonInput input) {
        this.input = input;
    }

    /** Adds the paths of the one model. */
    public void addTo(Routes routes, ServedModel model) {
        routes.add("POST", "/invocations", "/invocations", ErrorForm.MLFLOW, call -> invocations(model, call));
        routes.addOpen("/ping", ErrorForm.MLFLOW, call -> {
            if (!model.predictor().isReady()) {
                throw model.notReady();
            }
            return text("\n");
        });
        routes.addOpen("/version", ErrorForm.MLFLOW, call -> text(VERSION));
    }

    private static Answer text(String text) {
        return new Answer(200, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    private Answer invocations(ServedModel model, Call call) {
        boolean csv = call.mediaType().equals("text/csv");
        if (!csv && !call.mediaType().equals("application/json")) {
            throw new Refusal(415, "send the rows with the header Content-Type: application/json or text/csv");
        }
        return Predicted.asPython(model.many(csv ? input.csv(call.body()) : rows(input.parts(call.body()))));
    }

    private static Rows rows(Parts body) {
        List<String> forms = FORMS.stream().filter(body.keys()::contains).toList();
        if (forms.size() != 1) {
            throw new Refusal(
                    400,
                    "the body must have exactly one of the keys dataframe_split, dataframe_records, instances and inputs; found "
                            + (forms.isEmpty() ? "none of them" : String.join(" and ", forms)));
        }
        String form = forms.get(0);
        if (!form.equals("dataframe_split")) {
            return form.equals("inputs") ? body.rowsOrColumns(form) : body.rows(form);
        }
        Parts split = body.object(form);
        if (!split.has("data")) {
            throw new Refusal(400, "dataframe_split needs \"data\", and \"columns\" with the names");
        }
        return split.arrays("data", split.has("columns") ? distinct(split.texts("columns")) : null);
    }

    private static List<String> distinct(List<String> names) {
        if (names.stream().distinct().count() < names.size()) {
            throw new Refusal(400, "\"columns\" names a column twice");
        }
        return names;
    }
}
