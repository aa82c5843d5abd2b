package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.servinghttp.json.ReplyWriter;
import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.Fault;
import io.github.modelkeel.servinghttp.message.Refusal;

/** How a protocol writes an error. Immutable, as every enum is. */
public enum ErrorForm {
    /** FastAPI's: <code>{"detail": "…"}</code>, or a list with {@code type}, {@code loc} and {@code msg}. */
    DETAIL {
        @Override
        void write(ReplyWriter to, Refusal refusal) {
            to.name("detail");
            if (refusal.faults().isEmpty()) {
                to.text(refusal.reason());
            } else {
                to.list(list -> refusal.faults().forEach(fault -> list.members(member -> detail(member, fault))));
            }
        }
    },
    /** KServe's: <code>{"error": "…"}</code>. */
    ERROR {
        @Override
        void write(ReplyWriter to, Refusal refusal) {
            to.name("error").text(refusal.reason());
        }
    },
    /** MLflow's: <code>{"error_code": "…", "message": "…"}</code>. */
    MLFLOW {
        @Override
        void write(ReplyWriter to, Refusal refusal) {
            to.name("error_code").text(code(refusal.status()));
            to.name("message").text(refusal.reason());
        }
    };

    abstract void write(ReplyWriter to, Refusal refusal);

    /** The whole answer. */
    public Answer answer(Refusal refusal) {
        Answer answer = Answer.json(refusal.status(), ReplyWriter.object(to -> write(to, refusal)));
        return refusal.status() == 503 ? answer.with("Retry-After", "1") : answer;
    }

    /** The form of a path that has no route. */
    public static ErrorForm of(String path) {
        return path.startsWith("/v1/") || path.startsWith("/v2")
                ? ERROR
                : path.equals("/invocations") ? MLFLOW : DETAIL;
    }

    private static void detail(ReplyWriter to, Fault fault) {
        to.name("type").text(fault.type());
        to.name("loc").value(fault.location());
        to.name("msg").text(fault.message());
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
