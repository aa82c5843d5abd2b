package io.github.modelkeel.localserver.http;

import io.github.modelkeel.localserver.message.Reply;
import java.io.IOException;

/** What a route does. */
@FunctionalInterface
public interface Handler {
    Reply handle(RequestContext requestContext) throws IOException;
}
