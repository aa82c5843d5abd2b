package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.Rows;
import io.github.modelkeel.model.ScoringModel;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.serving.Prediction;
import io.github.modelkeel.servinghttp.json.JsonInput;
import io.github.modelkeel.servinghttp.json.Parts;
import io.github.modelkeel.servinghttp.json.ReplyWriter;
import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.Call;
import io.github.modelkeel.servinghttp.message.Refusal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The Open Inference Protocol V2 over REST: health, metadata, inference with data in JSON. Safe for use by multiple threads. */
public final class OpenInferenceProtocol {
    private static final String RAW = "inference-header-content-length";

    private final JsonInput input;

    /** Reads rows within limits. */
    public OpenInferenceProtocol(JsonInput input) {
        this.input = input;
    }

    /** Adds the paths of all models. */
    public void addTo(Routes routes, List<ServedModel> models, BooleanSupplier ready) {
        routes.add("GET", "/v2", "/v2", ErrorForm.ERROR, call -> server());
        routes.addOpen("/v2/health/live", ErrorForm.ERROR, call -> flag(200, "live", true));
        routes.addOpen("/v2/health/ready", ErrorForm.ERROR, call -> {
            boolean is = ready.getAsBoolean();
            return flag(is ? 200 : 503, "ready", is);
        });
        for (ServedModel model : models) {
            String path = "/v2/models/" + model.name();
            String label = "/v2/models/{name}";
            routes.add("GET", path, label, ErrorForm.ERROR, call -> metadata(model));
            routes.add(
                    "GET",
                    path + "/ready",
                    label + "/ready",
                    ErrorForm.ERROR,
                    call -> model.ready(model.predictor().isReady()));
            routes.add("POST", path + "/infer", label + "/infer", ErrorForm.ERROR, call -> infer(model, call));
        }
    }

    private static Answer server() {
        ReplyWriter to =
                new ReplyWriter().name("name").text("modelkeel").name("version").text("2");
        return Answer.json(200, to.name("extensions").openList().closeList().finish());
    }

    private static Answer flag(int status, String name, boolean value) {
        return Answer.json(status, new ReplyWriter().name(name).flag(value).finish());
    }

    private static Answer metadata(ServedModel model) {
        ScoringModel described = model.model();
        int version = model.version();
        ReplyWriter to = new ReplyWriter().name("name").text(model.name());
        to.name("versions").value(List.of(Integer.toString(version)));
        to.name("platform").text("modelkeel").name("inputs").openList();
        for (Column column : described.signature().inputs()) {
            OutputTensor.describe(to, column.name(), datatype(column.type()), List.of(-1));
        }
        to.closeList().name("outputs").openList();
        OutputTensor.of(described).forEach(output -> output.describe(to));
        return Answer.json(200, to.closeList().finish());
    }

    private static String datatype(ColumnType type) {
        return type == ColumnType.NUMBER ? "FP64" : type == ColumnType.TEXT ? "BYTES" : "BOOL";
    }

    private Answer infer(ServedModel model, Call call) {
        if (!call.header(RAW).isEmpty() || call.mediaType().equals("application/octet-stream")) {
            throw new Refusal(
                    415,
                    "tensors in binary form (header Inference-Header-Content-Length) are not supported; send \"data\" in JSON, "
                            + "with the header Content-Type: application/json");
        }
        call.requireJson();
        Parts body = input.parts(call.body());
        ScoringModel described = model.model();
        List<Prediction> predictions = model.many(Rows.ofColumns(columns(body, described.signature())));
        int version =
                predictions.isEmpty() ? model.version() : predictions.get(0).modelVersion();
        String id = body.has("id") ? body.text("id") : null;
        List<OutputTensor> outputs = requested(
                body,
                predictions.isEmpty()
                        ? OutputTensor.of(described)
                        : OutputTensor.of(
                                predictions.get(0).output(),
                                described.signature().output().name()));
        ReplyWriter to = new ReplyWriter().name("model_name").text(model.name());
        to.name("model_version").text(Integer.toString(version));
        if (id != null) {
            to.name("id").text(id);
        }
        to.name("outputs").openList();
        outputs.forEach(output -> output.write(to, predictions));
        return Answer.json(200, to.closeList().finish());
    }

    /** The columns: each an input of its name with a value a row, or all of them one input with a row of numbers. */
    private Map<String, List<@Nullable Object>> columns(Parts body, Signature signature) {
        int width = signature.inputs().size();
        List<Tensor> tensors = body.objects("inputs", 10_000).stream()
                .map(parts -> Tensor.of(parts, input.maxRows(), width))
                .toList();
        if (tensors.isEmpty()) {
            throw new Refusal(400, "\"inputs\" is empty; each column of the model is an input");
        }
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        if (tensors.size() == 1
                && width == tensors.get(0).width()
                && !isColumn(signature, tensors.get(0).name())) {
            Tensor all = tensors.get(0);
            for (int i = 0; i < width; i++) {
                columns.put(signature.inputs().get(i).name(), column(all, i));
            }
            return columns;
        }
        for (Tensor tensor : tensors) {
            if (tensor.width() != 1) {
                throw new Refusal(
                        400,
                        "input '" + tensor.name() + "' has " + tensor.width()
                                + " values a row; send each column as an input of its name and shape [rows], or one input of shape [rows, "
                                + width + "] with all columns");
            }
            if (tensor.rows() != tensors.get(0).rows()) {
                throw new Refusal(
                        400,
                        "inputs '" + tensors.get(0).name() + "' and '" + tensor.name()
                                + "' have different numbers of rows");
            }
            if (columns.put(tensor.name(), tensor.values()) != null) {
                throw new Refusal(400, "input '" + tensor.name() + "' is there twice");
            }
        }
        return columns;
    }

    private static boolean isColumn(Signature signature, String name) {
        return signature.inputs().stream().anyMatch(column -> column.name().equals(name));
    }

    private static List<@Nullable Object> column(Tensor all, int index) {
        List<@Nullable Object> values = new ArrayList<>(all.rows());
        for (int row = 0; row < all.rows(); row++) {
            values.add(all.values().get(row * all.width() + index));
        }
        return values;
    }

    private static List<OutputTensor> requested(Parts body, List<OutputTensor> outputs) {
        if (!body.has("outputs")) {
            return outputs;
        }
        Set<String> names = new HashSet<>();
        body.objects("outputs", 100).forEach(parts -> names.add(parts.text("name")));
        List<OutputTensor> found =
                outputs.stream().filter(output -> names.contains(output.name())).toList();
        if (found.size() < names.size()) {
            throw new Refusal(
                    400,
                    "\"outputs\" names an output that the model does not have; it has "
                            + outputs.stream().map(OutputTensor::name).toList());
        }
        return names.isEmpty() ? outputs : found;
    }
}
