// Package bachelier is the basket option of differential machine learning (Huge and Savine 2020): a network learns the
// price of a call on a basket of assets from simulated payoffs, once from the payoffs alone and once from payoffs and
// their pathwise derivatives.
//
// A sample is a state of the market at the first date and what the option then pays on one simulated path to the
// second: unbiased, and very noisy. Its derivatives in the state, which forward mode gives with the payoff, are as
// unbiased and tell the slope at every sample. Under the Bachelier model the basket of normal assets is normal, so
// price and deltas are known in closed form and the networks are judged on the truth.
package bachelier
