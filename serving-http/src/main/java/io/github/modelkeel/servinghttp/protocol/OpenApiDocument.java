package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.model.Column;
import io.github.modelkeel.model.ColumnType;
import io.github.modelkeel.model.Signature;
import io.github.modelkeel.servinghttp.json.ReplyWriter;
import io.github.modelkeel.servinghttp.message.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The API described in OpenAPI 3.1, with rows as the signatures of the versions that answer now have them. Safe for use by multiple threads. */
public final class OpenApiDocument {
    private static final String PATH = "/openapi.json";

    private final List<ServedModel> models;
    private final Routes routes;
    private final boolean hasToken;

    /** Describes some routes. */
    public OpenApiDocument(List<ServedModel> models, Routes routes, boolean hasToken) {
        this.models = models;
        this.routes = routes;
        this.hasToken = hasToken;
    }

    /** Adds the path of the description. */
    public void addTo(Routes to) {
        to.add("GET", PATH, PATH, ErrorForm.DETAIL, call -> Answer.json(200, write()));
    }

    private byte[] write() {
        ReplyWriter to = new ReplyWriter().name("openapi").text("3.1.0");
        to.name("info").value(Map.of("title", "Predictions", "version", "1"));
        Map<String, Object> paths = new LinkedHashMap<>();
        routes.paths().forEach((path, route) -> paths.put(encoded(path), operations(path, route)));
        to.name("paths").value(paths);
        Map<String, Object> schemas = new LinkedHashMap<>();
        models.forEach(model -> schemas.put(schemaName(model), row(model.signature())));
        Map<String, Object> components = new LinkedHashMap<>();
        components.put("schemas", schemas);
        if (hasToken) {
            components.put("securitySchemes", Map.of("token", Map.of("type", "http", "scheme", "bearer")));
        }
        return to.name("components").value(components).finish();
    }

    /** A model's name may have characters that a path may not. */
    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/")
                .replace("%3A", ":");
    }

    private static String schemaName(ServedModel model) {
        String plain = model.name().replaceAll("[^A-Za-z0-9._-]", "_"); // what the name of a schema may have
        return "Row_" + plain
                + (plain.equals(model.name())
                        ? ""
                        : "_" + Integer.toHexString(model.name().hashCode()));
    }

    private Map<String, Object> operations(String path, Routes.Route route) {
        Map<String, Object> operations = new LinkedHashMap<>();
        for (String method : route.byMethod().keySet().stream().sorted().toList()) {
            Map<String, Object> operation = new LinkedHashMap<>();
            boolean takesBody = method.equals("POST");
            if (takesBody) {
                operation.put(
                        "requestBody",
                        Map.of(
                                "required",
                                true,
                                "content",
                                Map.of("application/json", Map.of("schema", body(path, route)))));
            }
            if (hasToken && !routes.isOpen(path)) {
                operation.put("security", List.of(Map.of("token", List.of())));
            }
            Map<String, Object> responses = responses(takesBody);
            if (route.label().endsWith("/feedback")) {
                responses.put("409", Map.of("description", "The predictor keeps no log"));
            } else if (route.label().endsWith("/contributions")) {
                responses.put("409", Map.of("description", "The model is not linear"));
            }
            operation.put("responses", responses);
            operations.put(method.toLowerCase(Locale.ROOT), operation);
        }
        return operations;
    }

    private static Map<String, Object> responses(boolean takesBody) {
        Map<String, Object> responses = new LinkedHashMap<>();
        responses.put("200", Map.of("description", "The answer"));
        if (takesBody) {
            responses.put("202", Map.of("description", "Accepted"));
            responses.put("400", Map.of("description", "The body is malformed, or the model cannot take it"));
            responses.put("413", Map.of("description", "The body is too large or has too many rows"));
            responses.put("415", Map.of("description", "The content type is another one"));
            responses.put("422", Map.of("description", "A value is missing or of another type"));
        }
        responses.put("401", Map.of("description", "The token is missing or wrong"));
        responses.put("404", Map.of("description", "There is no such path, model or version"));
        responses.put("405", Map.of("description", "The path has other methods; the header Allow names them"));
        responses.put("503", Map.of("description", "The model is not ready, or too many requests wait"));
        return responses;
    }

    private Object body(String path, Routes.Route route) {
        ServedModel model = models.stream()
                .filter(each -> path.contains("/models/" + each.name() + "/"))
                .findFirst()
                .orElse(models.get(0));
        Map<String, Object> row = Map.of("$ref", "#/components/schemas/" + schemaName(model));
        Map<String, Object> rows = Map.of("type", "array", "items", row);
        return switch (route.label()) {
            case "/predict", "/models/{name}/predict", "/models/{name}/contributions" -> row;
            case "/batch-predict", "/predict/batch", "/models/{name}/predict/batch" -> {
                Map<String, Object> instances = object(Map.of("instances", rows), List.of("instances"));
                instances.put("additionalProperties", false);
                yield Map.of("oneOf", List.of(rows, instances));
            }
            case "/models/{name}/feedback" ->
                object(
                        Map.of(
                                "id",
                                Map.of("type", "string", "pattern", "[A-Za-z0-9]"),
                                "actual",
                                Map.of("type", List.of("number", "string", "boolean"))),
                        List.of("id", "actual"));
            case "/v1/models/{name}:predict" -> object(Map.of("instances", rows), List.of("instances"));
            case "/invocations" -> invocations(model.signature(), rows);
            case "/v2/models/{name}/infer" -> inference(model.signature());
            default -> Map.of("type", "object");
        };
    }

    /** Exactly one of MLflow's forms. */
    private static Map<String, Object> invocations(Signature signature, Map<String, Object> rows) {
        List<Map<String, Object>> values =
                signature.inputs().stream().map(OpenApiDocument::property).toList();
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("type", "array");
        list.put("prefixItems", values);
        list.put("minItems", values.size());
        list.put("maxItems", values.size());
        Map<String, Object> split = object(
                Map.of("columns", Map.of("const", names(signature)), "data", Map.of("type", "array", "items", list)),
                List.of("columns", "data"));
        Map<String, Object> rowsOrColumns = Map.of(
                "anyOf",
                List.of(
                        rows,
                        Map.of("type", "object", "additionalProperties", Map.of("type", "array"), "minProperties", 1)));
        Map<String, Object> forms = new LinkedHashMap<>();
        forms.put("type", "object");
        forms.put(
                "properties",
                Map.of(
                        "dataframe_split",
                        split,
                        "dataframe_records",
                        rows,
                        "instances",
                        rows,
                        "inputs",
                        rowsOrColumns));
        forms.put(
                "oneOf",
                MlflowProtocol.FORMS.stream()
                        .map(form -> Map.of("required", List.of(form)))
                        .toList());
        return forms;
    }

    /** A tensor a column; that shape and data must agree is not said in a schema. */
    private static Map<String, Object> inference(Signature signature) {
        Map<String, Object> tensor = object(
                Map.of(
                        "name",
                        Map.of("type", "string", "enum", names(signature)),
                        "shape",
                        Map.of(
                                "type",
                                "array",
                                "items",
                                Map.of("type", "integer", "minimum", 0, "maximum", 1_000_000_000),
                                "minItems",
                                1),
                        "datatype",
                        Map.of("type", "string", "enum", List.of("FP32", "FP64", "INT64", "INT32", "BOOL", "BYTES")),
                        "data",
                        Map.of("type", "array")),
                List.of("name", "shape", "datatype", "data"));
        Map<String, Object> inputs = Map.of("type", "array", "items", tensor, "minItems", 1);
        return object(Map.of("id", Map.of("type", List.of("string", "null")), "inputs", inputs), List.of("inputs"));
    }

    private static List<String> names(Signature signature) {
        return signature.inputs().stream().map(Column::name).toList();
    }

    private static Map<String, Object> object(Map<String, ?> properties, List<String> required) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("properties", properties);
        object.put("required", required);
        return object;
    }

    private static Map<String, Object> row(Signature signature) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (Column column : signature.inputs()) {
            properties.put(column.name(), property(column));
            if (column.required()) {
                required.add(column.name());
            }
        }
        Map<String, Object> row = object(properties, required);
        row.put("additionalProperties", signature.ignoresUnknownColumns());
        return row;
    }

    private static Map<String, Object> property(Column column) {
        Map<String, Object> property = new LinkedHashMap<>();
        String type = column.type() == ColumnType.TEXT
                ? "string"
                : column.type().name().toLowerCase(Locale.ROOT);
        property.put("type", column.required() ? type : List.of(type, "null"));
        Object value = column.defaultValue();
        if (value != null) {
            property.put("default", value);
        }
        if (column.hasRange()) {
            property.put("description", "training saw " + column.min() + " to " + column.max());
        }
        return property;
    }
}
