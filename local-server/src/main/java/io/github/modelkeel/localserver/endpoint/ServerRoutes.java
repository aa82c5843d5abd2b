package io.github.modelkeel.localserver.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.http.Router;
import io.github.modelkeel.localserver.message.Json;
import io.github.modelkeel.localserver.message.Reply;

/** What clients ask about the server itself. */
final class ServerRoutes {
    /** The MLflow version whose protocol this server implements; clients read it to know what they may ask for. */
    static final String COMPATIBLE_VERSION = "3.17.2";

    private ServerRoutes() {}

    static void addTo(Router router) {
        router.get("/health", call -> Reply.text(200, "OK"));
        router.get("/version", call -> Reply.text(200, COMPATIBLE_VERSION));
        router.get("/api/3.0/mlflow/server-info", call -> Reply.json(info()));
    }

    private static ObjectNode info() {
        ObjectNode info = Json.object();
        info.put("store_type", "SqlStore");
        info.put("workspaces_enabled", false);
        info.put("trace_archival_enabled", false);
        info.put("multipart_uploads_enabled", false);
        info.put("multipart_downloads_enabled", false);
        info.put("presigned_upload_run_id_supported", false);
        info.put("presigned_upload_model_id_supported", false);
        info.putObject("features_enabled").put("gateway", false);
        return info;
    }
}
