package io.github.modelkeel.localserver;

import java.io.IOException;

/** What a route does. */
@FunctionalInterface
interface Handler {
    Reply handle(RequestContext requestContext) throws IOException;
}
