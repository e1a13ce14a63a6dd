package io.flamingock.internal.change.found;

/** Inherits from a change and is none. */
final class AddStatusAgain extends _0002__AddStatus {}
