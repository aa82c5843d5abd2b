/** What is sent to webhooks: kinds of events, addresses that may be reached, signatures, and the threads that send. */
@NullMarked
package io.github.modelkeel.localserver.webhook;

import org.jspecify.annotations.NullMarked;
