package io.github.modelkeel.localserver.http;

import io.github.modelkeel.localserver.http.Route.BodyKind;
import io.github.modelkeel.localserver.message.ApiError;
import io.github.modelkeel.localserver.message.ErrorCode;
import io.github.modelkeel.localserver.message.Fields;
import io.github.modelkeel.localserver.message.JsonBody;
import io.github.modelkeel.localserver.message.QueryString;
import io.github.modelkeel.localserver.message.Reply;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes every request through the gate to its route, and makes an answer of whatever comes of it. */
public final class HttpFront {
    private static final System.Logger LOG = System.getLogger(HttpFront.class.getName());

    private final RequestGuard requestGuard;
    private final Router router;

    public HttpFront(RequestGuard requestGuard, Router router) {
        this.requestGuard = requestGuard;
        this.router = router;
    }

    /**
     * The answer to a request.
     *
     * @throws RequestBody.ClientGone if there is no client to answer any more
     */
    Reply answer(Request request) throws RequestBody.ClientGone {
        try {
            Reply refusal = requestGuard.check(request);
            return refusal != null ? refusal : dispatch(request);
        } catch (ApiError e) {
            return Reply.of(e);
        } catch (RequestBody.ClientGone e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, () -> "failed: " + request.method() + " " + request.path(), e);
            return Reply.of(new ApiError(ErrorCode.INTERNAL_ERROR, "Internal error in the local server: " + e));
        }
    }

    private Reply dispatch(Request request) throws IOException {
        Router.Found found = router.find(request.method(), request.path());
        String workspace = request.header("X-MLFLOW-WORKSPACE");
        if (workspace != null && !workspace.isBlank() && !request.path().endsWith("/server-info")) {
            throw new ApiError(ErrorCode.FEATURE_DISABLED, "Workspaces are not enabled on this server");
        }
        BodyKind kind = found.route().bodyKind();
        Fields fields = kind.isJson()
                ? Fields.ofJson(JsonBody.parse(readJson(request, kind.maxBytes())))
                : Fields.ofQuery(QueryString.parse(request.query()));
        return found.route().handler().handle(new RequestContext(request, fields, found.variables()));
    }

    private static byte[] readJson(Request request, int maxBytes) throws IOException {
        if (request.header("Content-Encoding") != null) {
            throw new ApiError(ErrorCode.BAD_REQUEST, "Bad Request. Content-Encoding is not supported.");
        }
        byte[] body = request.body().readNBytes(maxBytes + 1);
        boolean mayBeBare = body.length == 0 && request.method().equals("DELETE");
        if (!mayBeBare && !isJson(request.header("Content-Type"))) {
            throw new ApiError(ErrorCode.BAD_REQUEST, "Bad Request. Content-Type must be application/json.");
        }
        if (body.length > maxBytes) {
            throw new ApiError(
                    ErrorCode.INVALID_PARAMETER_VALUE,
                    413,
                    "The request body is larger than the limit of " + maxBytes + " bytes");
        }
        return body;
    }

    private static boolean isJson(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int semicolon = contentType.indexOf(';');
        String type = semicolon < 0 ? contentType : contentType.substring(0, semicolon);
        return type.strip().toLowerCase(Locale.ROOT).equals("application/json");
    }
}
