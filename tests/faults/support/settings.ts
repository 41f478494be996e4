export const demoToken = "only-the-fault-tests-know-this-token";

/** The same for every start, so that a token outlives a restart. */
export const bindings = {
  APP_URL: "http://127.0.0.1",
  MAIL_FROM: "D2C OPs <ops@faults.test>",
  SESSION_SECRET: "a secret that only the fault tests have, 32+",
  PASSWORD_SECRET: "a-password-secret-that-only-the-fault-tests-have",
  RESEND_WEBHOOK_SECRET: "whsec_dGhlIGZhdWx0IHRlc3RzJyBvd24gc2VjcmV0",
  DEMO: "1",
  DEMO_TOKEN: demoToken,
};
