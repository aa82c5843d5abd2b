package io.github.modelkeel.localserver.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.modelkeel.localserver.artifact.ArtifactPath;
import io.github.modelkeel.localserver.artifact.ArtifactStore;
import io.github.modelkeel.localserver.artifact.ArtifactUri;
import io.github.modelkeel.localserver.database.RunInfo;
import io.github.modelkeel.localserver.http.RequestContext;
import io.github.modelkeel.localserver.http.Route.BodyKind;
import io.github.modelkeel.localserver.http.Router;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.ErrorCode;
import io.github.modelkeel.localserver.message.Fields;
import io.github.modelkeel.localserver.message.FileReply;
import io.github.modelkeel.localserver.message.Json;
import io.github.modelkeel.localserver.message.Reply;
import io.github.modelkeel.localserver.store.RunStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The artifact proxy, and the listing and download of what belongs to runs. */
final class ArtifactRoutes {
    private static final String PROXY = "/api/2.0/mlflow-artifacts/";

    private static final int MAX_UPLOAD = 10 << 20;

    /** What a form of any web page can send without asking. */
    private static final Set<String> FORMS =
            Set.of("application/x-www-form-urlencoded", "multipart/form-data", "text/plain");

    private final ArtifactStore artifacts;
    private final RunStore runs;

    ArtifactRoutes(ArtifactStore artifacts, RunStore runs) {
        this.artifacts = artifacts;
        this.runs = runs;
    }

    void addTo(Router router) {
        router.add("PUT", PROXY + "artifacts/{path*}", BodyKind.STREAM, this::put);
        router.get(PROXY + "artifacts/{path*}", this::get);
        router.add("DELETE", PROXY + "artifacts/{path*}", BodyKind.QUERY, this::delete);
        router.get(PROXY + "artifacts", this::list);
        router.post(PROXY + "mpu/{action}/{path*}", requestContext -> notSupported("upload"));
        router.get(PROXY + "presigned/{path*}", requestContext -> notSupported("download"));
        router.get("artifacts/list", this::listRun);
        router.get("/get-artifact", this::getRunArtifact);
        router.add("POST", "upload-artifact", BodyKind.STREAM, this::upload);
    }

    private Reply put(RequestContext requestContext) throws IOException {
        String length = requestContext.header("Content-Length");
        artifacts.put(
                requestContext.variable("path"),
                requestContext.request().body(),
                length == null ? -1 : Long.parseLong(length.strip()));
        return Reply.noBody();
    }

    private Reply get(RequestContext requestContext) throws IOException {
        return FileReply.of(artifacts.file(requestContext.variable("path")), requestContext.header("Range"));
    }

    private Reply delete(RequestContext requestContext) throws IOException {
        artifacts.delete(requestContext.variable("path"));
        return Reply.empty();
    }

    private Reply list(RequestContext requestContext) throws IOException {
        ObjectNode answer = Json.object();
        Json.putList(
                answer,
                "files",
                entries(artifacts, directory(requestContext.fields().string("path")), ""));
        return Reply.json(answer);
    }

    private Reply listRun(RequestContext requestContext) throws IOException {
        RunInfo run = runs.info(requestContext.fields().runId());
        return listed(artifacts, run.artifactUri(), requestContext.fields().string("path"));
    }

    /** What is in a directory below the root of a run or a logged model. */
    static Reply listed(ArtifactStore artifacts, String rootUri, String sent) throws IOException {
        String path = directory(sent);
        String root = ArtifactUri.path(rootUri);
        ObjectNode answer = Json.object();
        answer.put("root_uri", rootUri);
        Json.putList(
                answer,
                "files",
                path.isEmpty()
                        ? entries(artifacts, root, "")
                        : entries(artifacts, root + "/" + ArtifactPath.check(path), path + "/"));
        return Reply.json(answer);
    }

    private Reply getRunArtifact(RequestContext requestContext) throws IOException {
        RunInfo run = runs.info(requestContext.fields().runId());
        String path = ArtifactPath.check(requestContext.fields().required("path"));
        return FileReply.of(
                artifacts.file(ArtifactUri.path(run.artifactUri()) + "/" + path), requestContext.header("Range"));
    }

    /** Takes a small file for a run, as MLflow's pages send it; the fields are in the query. */
    private Reply upload(RequestContext requestContext) throws IOException {
        Fields fields = requestContext.fields();
        if (fields.string("run_uuid").isEmpty()) {
            throw ApiError.invalid("Request must specify run_uuid.");
        }
        if (fields.string("path").isEmpty()) {
            throw ApiError.invalid("Request must specify path.");
        }
        String path = ArtifactPath.check(fields.string("path"));
        String type = requestContext.header("Content-Type");
        if (type != null && FORMS.contains(type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))) {
            throw new ApiError(
                    ErrorCode.BAD_REQUEST,
                    "Bad Request. The body must be the bytes of the file, not a form: Content-Type '" + type + "'");
        }
        byte[] content = requestContext.request().body().readNBytes(MAX_UPLOAD + 1);
        if (content.length == 0) {
            throw ApiError.invalid("Request must specify data.");
        }
        if (content.length > MAX_UPLOAD) {
            throw ApiError.invalid("Artifact size is too large. Max size is 10MB.");
        }
        RunInfo run = runs.info(fields.string("run_uuid"));
        artifacts.put(
                ArtifactUri.path(run.artifactUri()) + "/" + path, new ByteArrayInputStream(content), content.length);
        return Reply.noBody();
    }

    private static List<ObjectNode> entries(ArtifactStore artifacts, String directory, String prefix)
            throws IOException {
        List<ObjectNode> files = new ArrayList<>();
        for (ArtifactStore.Entry entry : artifacts.list(directory)) {
            ObjectNode file = Json.object();
            file.put("path", prefix + entry.name());
            file.put("is_dir", entry.isDirectory());
            if (!entry.isDirectory()) {
                file.put("file_size", entry.size());
            }
            files.add(file);
        }
        return files;
    }

    /** A directory may be named with a slash at its end. */
    private static String directory(String path) {
        return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    private static Reply notSupported(String what) {
        throw new ApiError(
                ErrorCode.NOT_IMPLEMENTED,
                "Multipart " + what + " is not supported for the current artifact repository");
    }
}
