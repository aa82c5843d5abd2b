package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.servinghttp.json.ReplyWriter;
import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.Fault;
import io.github.modelkeel.servinghttp.message.Refusal;

/** How a protocol writes an error. Immutable, as every enum is. */
public enum ErrorForm {
    /** FastAPI's: <code>{"detail": "…"}</code>, or a list with {@code type}, {@code loc} and {@code msg}. */
    DETAIL,
    /** KServe's: <code>{"error": "…"}</code>. */
    ERROR,
    /** MLflow's: <code>{"error_code": "…", "message": "…"}</code>. */
    MLFLOW;

    private void write(ReplyWriter to, Refusal refusal) {
        if (this == MLFLOW) {
            to.name("error_code").text(code(refusal.status()));
            to.name("message").text(refusal.reason());
        } else if (this == ERROR) {
            to.name("error").text(refusal.reason());
        } else if (refusal.faults().isEmpty()) {
            to.name("detail").text(refusal.reason());
        } else {
            to.name("detail").openList();
            refusal.faults().forEach(fault -> detail(to, fault));
            to.closeList();
        }
    }

    /** The whole answer. */
    public Answer answer(Refusal refusal) {
        ReplyWriter to = new ReplyWriter();
        write(to, refusal);
        Answer answer = Answer.json(refusal.status(), to.finish());
        return refusal.status() == 503 ? answer.with("Retry-After", "1") : answer;
    }

    /** The form of a path that has no route. */
    public static ErrorForm of(String path) {
        return path.startsWith("/v1/") || path.startsWith("/v2")
                ? ERROR
                : path.equals("/invocations") ? MLFLOW : DETAIL;
    }

    private static void detail(ReplyWriter to, Fault fault) {
        to.openObject().name("type").text(fault.type());
        to.name("loc").value(fault.location());
        to.name("msg").text(fault.message()).closeObject();
    }

    private static String code(int status) {
        return switch (status) {
            case 401 -> "UNAUTHENTICATED";
            case 404 -> "ENDPOINT_NOT_FOUND";
            case 503 -> "TEMPORARILY_UNAVAILABLE";
            default -> status < 500 ? "BAD_REQUEST" : "INTERNAL_ERROR";
        };
    }
}
