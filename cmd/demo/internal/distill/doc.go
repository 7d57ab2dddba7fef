// Package distill is the experiment of section 4.2 of Czarnecki et al. 2017: the policy of a teacher network is brought
// to a student of half its width, from a small part of the states that the teacher was seen in, once by its action
// probabilities alone and once by the derivatives of their logarithms as well.
//
// The teacher knows its game from package envs: it is trained on the advice of a player that needs no learning. Then it
// plays, and the states that it meets are recorded. A job is one student: a game, a part of the states, a method, a seed.
// Both methods of a seed see the same states and start from the same weights. A student is judged on all states that
// it has not seen, by how often its most probable action is another one than the teacher's and by the Kullback-Leibler
// divergence, and by what it scores when it plays.
package distill
