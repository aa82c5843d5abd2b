package io.github.modelkeel.servinghttp.protocol;

import io.github.modelkeel.servinghttp.message.Answer;
import io.github.modelkeel.servinghttp.message.Call;

/** Answers the requests of one path and method. */
@FunctionalInterface
public interface Endpoint {
    /** Answers a request; a {@link io.github.modelkeel.servinghttp.message.Refusal} becomes an error in the protocol's form. */
    Answer answer(Call call);
}
